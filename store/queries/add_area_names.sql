INSERT INTO area_name
SELECT $delivery, area, arg_max(area_name, year)
FROM delivered
WHERE area_name <> ''
GROUP BY area;
