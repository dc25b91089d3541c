-- What was confirmed, with a reason, about the cells these observations came from.
SELECT o.id AS observation, c.delivery, c.code, c.found, c.sheet, c.sheet_row, c.sheet_column, c.reason, d.accepted_at, d.accepted_by,
       s.series, s.unit, s.groups, o.area, o.period
FROM observation o
JOIN confirmation c ON c.delivery = o.delivery AND c.sheet IS NOT DISTINCT FROM o.sheet
     AND c.sheet_row = o.sheet_row AND c.sheet_column = o.sheet_column
JOIN delivery d ON d.number = c.delivery
JOIN strand s ON s.id = o.strand
WHERE o.id IN (SELECT unnest($ids)) AND c.reason <> ''
ORDER BY o.id, c.position;
