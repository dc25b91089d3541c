SELECT s.series, s.unit, s.concept, s.basis, s.groups, o.area, coalesce(n.name, o.area) AS area_name, o.period, o.year, o.slot,
       o.value, o.sign, o.text, o.sheet, o.sheet_row AS row, o.sheet_column AS col
FROM shown_observation o
JOIN strand s ON s.id = o.strand
LEFT JOIN area_name n ON n.delivery = o.delivery AND n.key = o.area
WHERE o.delivery = $delivery
ORDER BY o.id;
