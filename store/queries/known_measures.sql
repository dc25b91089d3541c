SELECT m.measure, m.period, m.content, m.delivery, d.layout
FROM measure_report m
JOIN valid_deliveries($moment) v ON v.number = m.delivery
JOIN delivery d ON d.number = m.delivery
QUALIFY row_number() OVER (PARTITION BY m.measure, m.period ORDER BY m.delivery DESC) = 1
ORDER BY m.period, m.measure;
