INSERT INTO observation
SELECT $delivery::BIGINT * 10000000 + position + 1, $delivery, strand, area, period, year, slot, value, sign, text, sheet, "row", col
FROM delivered;
