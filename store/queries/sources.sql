SELECT DISTINCT d.publisher, d.title, d.licence, d.source_table, d.url
FROM observation o
JOIN delivery d ON d.number = o.delivery
WHERE o.id IN (SELECT unnest($ids))
ORDER BY d.publisher, d.title;
