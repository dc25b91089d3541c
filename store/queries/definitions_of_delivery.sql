SELECT id FROM definition_document WHERE delivery = $delivery ORDER BY id;
