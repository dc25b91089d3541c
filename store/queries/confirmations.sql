-- Every confirmed hint once, with the observation of its cell if there is one (the first of several).
SELECT c.delivery, c.code, c.found, c.sheet, c.sheet_row, c.sheet_column, c.reason, d.accepted_at, d.accepted_by,
       o.id AS observation, s.series, s.unit, s.groups, o.area, o.period
FROM confirmation c
JOIN delivery d ON d.number = c.delivery
LEFT JOIN (
    SELECT delivery, sheet, sheet_row, sheet_column, min(id) AS id
    FROM observation SEMI JOIN confirmation USING (delivery, sheet_row, sheet_column)
    GROUP BY ALL
) p ON p.delivery = c.delivery AND p.sheet IS NOT DISTINCT FROM c.sheet AND p.sheet_row = c.sheet_row AND p.sheet_column = c.sheet_column
LEFT JOIN observation o ON o.id = p.id
LEFT JOIN strand s ON s.id = o.strand
WHERE d.accepted_at <= $moment AND ($delivery IS NULL OR c.delivery = $delivery)
ORDER BY c.delivery DESC, c.position;
