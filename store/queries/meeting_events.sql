SELECT number, kind, subject, content, happened_by, happened_at
FROM meeting_event
WHERE happened_at <= $moment
ORDER BY happened_at, number;
