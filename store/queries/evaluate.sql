-- All indicators, areas, periods and groups of a plan at once; a, b, c, d are the inputs in the order of the formula.
-- What follows from the cell alone (indicator, group, bases) is not carried through a million rows: store/evaluation.py adds it.
WITH {inputs},
cells AS (SELECT DISTINCT cell, formula, min_denominator FROM plan),
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
    SELECT j.*, min_denominator,
           CASE
               WHEN coalesce(sign_a, sign_b, sign_c, sign_d) IS NULL THEN []
               ELSE list_sort(list_distinct(string_split(concat_ws(' ', sign_a, sign_b, sign_c, sign_d), ' ')))
           END AS signs,
           formula IN ('share', 'per_thousand', 'ratio', 'share_gap') AS divided,
           CASE
               WHEN formula = 'value' THEN a
               WHEN formula = 'share' AND b <> 0 THEN 100.0 * a / b
               WHEN formula = 'per_thousand' AND b <> 0 THEN 1000.0 * a / b
               WHEN formula = 'ratio' AND b <> 0 THEN a / b
               WHEN formula IN ('difference', 'gap') THEN a - b
               WHEN formula = 'share_gap' AND b <> 0 AND d <> 0 THEN 100.0 * (a / b - c / d)
           END AS raw
    FROM joined j JOIN cells USING (cell)
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
SELECT cell, area, year::SMALLINT AS year, slot, period, CASE WHEN missing IS NULL THEN raw END AS value, missing, a, b, c, d, signs,
       id_a, id_b, id_c, id_d
FROM reasoned
ORDER BY cell, area, slot, year;
