INSERT INTO strand
SELECT (SELECT coalesce(max(id), 0) FROM strand) + row_number() OVER (ORDER BY series, unit, concept, basis, groups), *
FROM (SELECT DISTINCT series, unit, concept, basis, groups FROM delivered) n
ANTI JOIN strand s USING (series, unit, concept, basis, groups);
