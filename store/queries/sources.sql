SELECT DISTINCT d.publisher, d.title, d.licence, d.source_table, d.url
FROM observation o
JOIN delivery d ON d.number = o.delivery
WHERE list_contains($ids, o.id)
ORDER BY d.publisher, d.title;
