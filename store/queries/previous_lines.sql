-- The lines (strand and area) of the layout's newest valid delivery.
SELECT s.series, s.unit, s.concept, s.basis, s.groups, o.area, any_value(n.name) AS area_name
FROM observation o
JOIN strand s ON s.id = o.strand
LEFT JOIN area_name n ON n.delivery = o.delivery AND n.key = o.area
WHERE o.delivery = (SELECT max(d.number) FROM delivery d JOIN valid_deliveries($now) v USING (number) WHERE d.layout = $layout)
GROUP BY ALL;
