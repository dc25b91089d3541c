-- The first name stays: another table may write the same area otherwise.
SELECT n.key, arg_min(n.name, n.delivery) AS name
FROM area_name n
JOIN valid_deliveries($moment) v ON v.number = n.delivery
GROUP BY n.key
ORDER BY n.key;
