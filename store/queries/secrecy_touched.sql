-- Families of counts and the years in which they may have to be looked at: those of one delivery, or (null) all that are protected.
SELECT DISTINCT s.series, s.unit, s.concept, s.basis, o.year
FROM observation o
JOIN strand s ON s.id = o.strand
JOIN delivery d ON d.number = o.delivery
WHERE s.unit IN ('Anzahl', 'Personen') AND CASE WHEN $delivery IS NULL THEN d.min_cases > 0 ELSE o.delivery = $delivery END;
