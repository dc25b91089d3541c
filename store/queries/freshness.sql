WITH newest AS (
    SELECT d.layout, max(d.number) AS number
    FROM delivery d JOIN valid_deliveries($moment) v USING (number)
    WHERE d.kind = 'observations'
    GROUP BY d.layout
),
spans AS (
    SELECT p.delivery, list(DISTINCT s.series ORDER BY s.series) AS series, max(p.newest) AS newest, min(p.oldest) AS oldest
    FROM newest n
    JOIN delivered_span p ON p.delivery = n.number
    JOIN strand s ON s.id = p.strand
    GROUP BY p.delivery
)
SELECT d.*, p.series, p.newest, p.oldest
FROM spans p JOIN delivery d ON d.number = p.delivery
ORDER BY newest, layout;
