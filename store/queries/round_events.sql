SELECT kind, period, office, due, note, sha256, happened_by, happened_at
FROM round_event
WHERE happened_at <= $moment
ORDER BY number;
