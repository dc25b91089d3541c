SELECT d.sha256, d.accepted_at, w.withdrawn_at IS NOT NULL AS withdrawn
FROM delivery d
LEFT JOIN withdrawal w ON w.delivery = d.number AND w.withdrawn_at <= $moment
WHERE d.kind = 'measures' AND d.accepted_at <= $moment
ORDER BY d.number;
