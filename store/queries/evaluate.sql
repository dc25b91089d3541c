-- All indicators, areas, periods and groups of a plan at once; a, b, c, d are the inputs in the order of the formula.
-- What follows from the cell alone (indicator, group, bases) is not carried through a million rows: store/evaluation.py adds it.
WITH {inputs},
cells AS (
    SELECT cell, any_value(formula) AS formula, any_value(min_denominator) AS min_denominator, any_value(clash) AS clash
    FROM plan
    GROUP BY cell
),
joined AS (
    SELECT cell, area, slot, year, a.period, a.value AS a, b.value AS b, c.value AS c, d.value AS d,
           a.sign AS sign_a, b.sign AS sign_b, c.sign AS sign_c, d.sign AS sign_d,
           a.id AS id_a, b.id AS id_b, c.id AS id_c, d.id AS id_d
    FROM (FROM inputs WHERE role_index = 0) a
    LEFT JOIN (FROM inputs WHERE role_index = 1) b USING (cell, area, slot, year)
    LEFT JOIN (FROM inputs WHERE role_index = 2) c USING (cell, area, slot, year)
    LEFT JOIN (FROM inputs WHERE role_index = 3) d USING (cell, area, slot, year)
),
computed AS (
    SELECT j.*, min_denominator, formula, coalesce(met, clash) AS clash,
           CASE
               WHEN coalesce(sign_a, sign_b, sign_c, sign_d) IS NULL THEN []
               ELSE list_sort(list_distinct(string_split(concat_ws(' ', sign_a, sign_b, sign_c, sign_d), ' ')))
           END AS signs,
           CASE
               WHEN formula IN ('share', 'per_thousand', 'ratio', 'parity', 'index', 'survey_share') THEN b = 0
               WHEN formula = 'share_gap' THEN b = 0 OR d = 0
               WHEN formula = 'share_ratio' THEN b = 0 OR c = 0 OR d = 0
               WHEN formula = 'balance' THEN c = 0
               ELSE false
           END AS by_zero,
           CASE
               WHEN formula IN ('share', 'per_thousand', 'ratio', 'parity', 'index', 'survey_share') THEN b < min_denominator
               WHEN formula IN ('share_gap', 'share_ratio') THEN b < min_denominator OR d < min_denominator
               WHEN formula = 'balance' THEN c < min_denominator
               ELSE false
           END AS too_small,
           CASE
               WHEN formula = 'value' THEN a
               WHEN by_zero THEN NULL
               WHEN formula IN ('share', 'index', 'survey_share') THEN 100.0 * a / b
               WHEN formula = 'per_thousand' THEN 1000.0 * a / b
               WHEN formula IN ('ratio', 'parity') THEN a / b
               WHEN formula IN ('difference', 'gap') THEN a - b
               WHEN formula = 'share_gap' THEN 100.0 * (a / b - c / d)
               WHEN formula = 'share_ratio' THEN (a / b) / (c / d)
               WHEN formula = 'balance' THEN 1000.0 * (a - b) / c
           END AS raw
    FROM joined j JOIN cells USING (cell) LEFT JOIN clashes USING (cell, area, slot, year)
),
reasoned AS (
    SELECT *,
           CASE
               WHEN raw IS NOT NULL AND clash IS NULL AND signs = [] THEN CASE WHEN too_small THEN 'small_denominator' END
               WHEN raw IS NULL AND list_contains(signs, 'secret') THEN 'secret'
               WHEN raw IS NULL AND list_contains(signs, 'unreliable') THEN 'unreliable'
               WHEN raw IS NULL AND list_contains(signs, 'pending') THEN 'pending'
               WHEN raw IS NOT NULL AND clash IS NOT NULL THEN clash
               WHEN by_zero THEN 'zero_denominator'
               WHEN raw IS NULL AND list_contains(signs, 'absent') THEN 'absent'
               WHEN raw IS NULL THEN 'input_missing'
               WHEN formula <> 'value' AND list_contains(signs, 'uncertain') THEN 'uncertain'
               WHEN too_small THEN 'small_denominator'
           END AS missing
    FROM computed
)
SELECT cell, area, year::SMALLINT AS year, slot, period, CASE WHEN missing IS NULL THEN raw END AS value, missing, a, b, c, d, signs,
       id_a, id_b, id_c, id_d
FROM reasoned
ORDER BY cell, area, slot, year;
