SELECT c.name, c.content, d.accepted_at
FROM concept_document c
JOIN valid_deliveries($moment) v ON v.number = c.delivery
JOIN delivery d ON d.number = c.delivery
ORDER BY c.delivery DESC;
