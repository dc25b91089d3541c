SELECT d.*, w.withdrawn_at, w.reason
FROM delivery d
LEFT JOIN withdrawal w ON w.delivery = d.number AND w.withdrawn_at <= $moment
WHERE d.accepted_at <= $moment
ORDER BY d.number DESC;
