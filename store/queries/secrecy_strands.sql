-- Every line of figures; own: some delivery of it protects small counts; balance: gains less losses, it counts nobody.
SELECT s.id, s.series, s.unit, s.concept, s.basis, s.groups, coalesce(p.own, false) AS own, coalesce(p.balance, false) OR s.series = 'wanderungssaldo' AS balance
FROM strand s
LEFT JOIN (
    SELECT o.strand, true AS own, bool_or(o.value < 0) AS balance
    FROM observation o
    JOIN delivery d ON d.number = o.delivery AND d.min_cases > 0
    GROUP BY o.strand
) p ON p.strand = s.id
ORDER BY s.id;
