SELECT number, kind, cause, occasion, decision, measures, decided_on, body, reason, happened_by, happened_at
FROM steering_event
WHERE happened_at <= $moment
ORDER BY happened_at, number, kind;
