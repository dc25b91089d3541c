SELECT d.id, d.content, d.delivery
FROM definition_document d
JOIN valid_deliveries($moment) v ON v.number = d.delivery
QUALIFY row_number() OVER (PARTITION BY d.id ORDER BY d.delivery DESC) = 1
ORDER BY d.id;
