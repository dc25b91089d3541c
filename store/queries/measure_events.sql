SELECT m.period, m.delivery, d.accepted_at, d.accepted_by, d.file_name, d.sha256
FROM measure_report m
JOIN valid_deliveries($moment) v ON v.number = m.delivery
JOIN delivery d ON d.number = m.delivery
WHERE m.measure = $measure
ORDER BY m.delivery;
