-- Series that deliveries so far protect more strictly, and from which number of cases on their counts may be shown. The same series on
-- another basis is counted elsewhere.
SELECT s.series, max(d.min_cases) AS min_cases
FROM (SELECT number, min_cases FROM delivery WHERE min_cases > $min_cases AND accepted_at <= $now) d
JOIN observation o ON o.delivery = d.number
JOIN strand s ON s.id = o.strand
SEMI JOIN family f ON f.series = s.series AND f.unit = s.unit AND f.concept = s.concept AND f.basis = s.basis
GROUP BY s.series
ORDER BY s.series;
