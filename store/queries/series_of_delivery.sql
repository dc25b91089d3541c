SELECT DISTINCT s.series FROM observation o JOIN strand s ON s.id = o.strand WHERE o.delivery = $delivery ORDER BY s.series;
