-- All indicators, areas, periods and groups of a plan at once; indicators/plan.py describes the plan's columns.
-- A cell is one indicator for one group; a, b, c, d are its inputs in the order of the formula.
-- Most inputs are one strand; only those with rivals (several bases, or labels to be added up) need the slower way.
WITH numbered AS (
    SELECT p.*, s.basis, dense_rank() OVER (ORDER BY p.indicator, p.groups) AS cell,
           count(*) OVER (PARTITION BY p.indicator, p.groups, p.role_index) AS rivals
    FROM plan p JOIN strand s ON s.id = p.strand
),
cells AS (
    SELECT cell, indicator, groups, any_value(formula) AS formula, any_value(min_denominator) AS min_denominator
    FROM numbered GROUP BY ALL
),
known AS (FROM {known} WHERE last_of_year AND ($areas IS NULL OR list_contains($areas, area))),
single AS (
    SELECT p.cell, p.role_index, k.area, k.year + p.lag AS year, k.slot, k.value, k.sign, k.period, p.basis, [k.id] AS ids
    FROM numbered p JOIN known k ON k.strand = p.strand
    WHERE p.rivals = 1 AND p.parts = 1
),
chosen AS (
    SELECT p.cell, p.role_index, p.part, p.parts, k.area, k.year + p.lag AS year, k.slot,
           max_by({'id': k.id, 'value': k.value, 'sign': k.sign, 'period': k.period, 'basis': p.basis}, p.preference) AS o
    FROM numbered p JOIN known k ON k.strand = p.strand
    WHERE p.rivals > 1 OR p.parts > 1
    GROUP BY ALL
),
summed AS (
    SELECT cell, role_index, area, year, slot,
           CASE WHEN count(*) = any_value(parts) AND count(o.value) = count(*) THEN sum(o.value) END AS value,
           max(o.sign) AS sign, max(o.period) AS period, string_agg(DISTINCT o.basis, ' + ' ORDER BY o.basis) AS basis,
           list(o.id ORDER BY o.id) AS ids
    FROM chosen
    GROUP BY ALL
),
inputs AS (FROM single UNION ALL FROM summed),
input_a AS (FROM inputs WHERE role_index = 0),
input_b AS (FROM inputs WHERE role_index = 1),
input_c AS (FROM inputs WHERE role_index = 2),
input_d AS (FROM inputs WHERE role_index = 3),
joined AS (
    SELECT cell, area, year, slot, a.period, a.value AS a, b.value AS b, c.value AS c, d.value AS d,
           coalesce(a.sign, b.sign, c.sign, d.sign) IS NOT NULL AS signed,
           [a.sign, b.sign, c.sign, d.sign] AS all_signs,
           concat_ws(' / ', a.basis, b.basis, c.basis, d.basis) AS basis,
           a.ids || coalesce(b.ids, []) || coalesce(c.ids, []) || coalesce(d.ids, []) AS observations
    FROM input_a a
    LEFT JOIN input_b b USING (cell, area, year, slot)
    LEFT JOIN input_c c USING (cell, area, year, slot)
    LEFT JOIN input_d d USING (cell, area, year, slot)
),
computed AS (
    SELECT j.*, x.indicator, x.groups, x.min_denominator,
           CASE WHEN signed THEN list_sort(list_distinct(list_filter(all_signs, lambda sign: sign IS NOT NULL))) ELSE [] END AS signs,
           formula IN ('share', 'per_thousand', 'ratio', 'share_gap') AS divided,
           CASE
               WHEN formula = 'value' THEN a
               WHEN formula = 'share' AND b <> 0 THEN 100.0 * a / b
               WHEN formula = 'per_thousand' AND b <> 0 THEN 1000.0 * a / b
               WHEN formula = 'ratio' AND b <> 0 THEN a / b
               WHEN formula IN ('difference', 'gap') THEN a - b
               WHEN formula = 'share_gap' AND b <> 0 AND d <> 0 THEN 100.0 * (a / b - c / d)
           END AS raw
    FROM joined j JOIN cells x USING (cell)
),
reasoned AS (
    SELECT *,
           CASE
               WHEN raw IS NOT NULL AND divided AND (b < min_denominator OR d < min_denominator) THEN 'small_denominator'
               WHEN raw IS NOT NULL THEN NULL
               WHEN list_contains(signs, 'secret') THEN 'secret'
               WHEN list_contains(signs, 'unreliable') THEN 'unreliable'
               WHEN list_contains(signs, 'pending') THEN 'pending'
               WHEN divided AND (b = 0 OR d = 0) THEN 'zero_denominator'
               WHEN list_contains(signs, 'absent') THEN 'absent'
               ELSE 'input_missing'
           END AS missing
    FROM computed
)
SELECT cell::INTEGER AS cell, indicator, area, year::SMALLINT AS year, slot, period, groups,
       CASE WHEN missing IS NULL THEN raw END AS value, missing, a, b, c, d, signs, basis, observations
FROM reasoned
ORDER BY cell, area, slot, year;
