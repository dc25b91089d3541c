SELECT c.delivery, c.name, c.content
FROM concept_document c
JOIN valid_deliveries($moment) v ON v.number = c.delivery
ORDER BY c.delivery DESC
LIMIT 1;
