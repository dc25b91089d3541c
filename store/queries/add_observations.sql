INSERT INTO observation
SELECT $delivery::BIGINT * 10000000 + row_number() OVER (), $delivery, s.id, d.area, d.period, d.year, d.slot, d.value, d.sign, d.text, d.sheet, d.row, d.col
FROM delivered d
JOIN strand s USING (series, unit, concept, basis, groups);
