WITH newest AS (
    SELECT d.layout, max(d.number) AS number
    FROM delivery d JOIN valid_deliveries($moment) v USING (number)
    WHERE d.kind = 'observations'
    GROUP BY d.layout
)
SELECT d.*, list(DISTINCT s.series ORDER BY s.series) AS series, max(o.period) AS newest, min(o.period) AS oldest
FROM newest n
JOIN delivery d USING (number)
JOIN observation o ON o.delivery = d.number AND o.value IS NOT NULL
JOIN strand s ON s.id = o.strand
GROUP BY ALL
ORDER BY newest, layout;
