-- Every period that is known of the lines (strand and area) that a delivery brings.
SELECT s.series, s.unit, s.concept, s.basis, s.groups, k.area, k.period, k.year, k.slot, k.value, k.sign
FROM known_at($now) k
JOIN strand s ON s.id = k.strand
SEMI JOIN delivered d USING (series, unit, concept, basis, groups, area);
