-- What the layout's previous delivery had and this one lacks of the groups and areas that it has: one row for each period of a group
-- that is missing altogether (area is null), else for each area.
WITH {before},
here AS (SELECT DISTINCT strand, period FROM delivered),
named AS (SELECT key, any_value(name) AS name FROM area_name WHERE delivery = (SELECT number FROM before) GROUP BY key),
parts AS (
    SELECT l.strand, l.period, l.dropped, CASE WHEN h.strand IS NULL THEN NULL ELSE l.area END AS area
    FROM lost l
    SEMI JOIN (SELECT DISTINCT strand FROM delivered) t ON t.strand = l.strand
    SEMI JOIN (SELECT DISTINCT area FROM delivered) a ON a.area = l.area
    LEFT JOIN here h ON h.strand = l.strand AND h.period = l.period
)
SELECT s.series, s.groups, p.area, any_value(coalesce(n.name, p.area)) AS area_name, p.period, p.dropped
FROM parts p
JOIN strand s ON s.id = p.strand
LEFT JOIN named n ON n.key = p.area
GROUP BY s.series, s.groups, p.area, p.period, p.dropped
ORDER BY s.series, s.groups, p.area NULLS FIRST, p.period
LIMIT 2000;
