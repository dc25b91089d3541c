-- All indicators, areas, periods and groups of a plan at once; a, b, c, d are the inputs in the order of the formula. Most inputs are one
-- strand; gather.sql gathers the others beforehand, which get negative ids (the last one -1) and may clash.
-- What follows from the cell alone (indicator, group, bases) is not carried through a million rows: store/evaluation.py adds it.
WITH inputs AS (
    SELECT p.cell, k.area, k.slot, k.year + p.lag AS year, p.role_index, k.value, k.sign::VARCHAR AS sign, k.period, k.id
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE NOT p.gathered
    UNION ALL
    SELECT cell, area, slot, year, role_index, value, sign, period, rowid - (SELECT count(*) FROM gathered) AS id FROM gathered
),
clashes AS (
    SELECT cell, area, slot, year,
           CASE WHEN min(nullif(concept, '')) <> max(nullif(concept, '')) THEN 'other_concept'
                WHEN min(nullif(basis, '')) <> max(nullif(basis, '')) THEN 'other_basis' END AS met
    FROM gathered
    WHERE compared
    GROUP BY cell, area, slot, year
    HAVING met IS NOT NULL
),
cells AS (
    -- Which inputs divide, and which are held to the smallest denominator: said once per cell, not compared in every row.
    SELECT cell, any_value(formula) AS formula, any_value(min_denominator) AS min_denominator, any_value(clash) AS clash,
           any_value(formula) IN ('share', 'index', 'survey_share', 'per_thousand', 'ratio', 'parity') AS quotient,
           CASE any_value(formula) WHEN 'per_thousand' THEN 1000.0 WHEN 'ratio' THEN 1.0 WHEN 'parity' THEN 1.0 ELSE 100.0 END AS factor,
           any_value(formula) IN ('difference', 'gap') AS difference,
           any_value(formula) IN ('share_gap', 'share_ratio') AS four,
           any_value(formula) = 'share_ratio' AS ratio_of_shares,
           any_value(formula) = 'balance' AS balance,
           any_value(formula) = 'value' AS published
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
    SELECT j.*, min_denominator, published, coalesce(met, clash) AS clash, coalesce(sign_a, sign_b, sign_c, sign_d) IS NULL AS unmarked,
           CASE
               WHEN unmarked THEN []
               ELSE list_sort(list_distinct(string_split(concat_ws(' ', sign_a, sign_b, sign_c, sign_d), ' ')))
           END AS signs,
           CASE WHEN quotient THEN b = 0 WHEN four THEN b = 0 OR d = 0 OR (ratio_of_shares AND c = 0) WHEN balance THEN c = 0 ELSE false END
               AS by_zero,
           CASE WHEN quotient THEN b < min_denominator WHEN four THEN b < min_denominator OR d < min_denominator
                WHEN balance THEN c < min_denominator ELSE false END AS too_small,
           CASE
               WHEN published THEN a
               WHEN by_zero THEN NULL
               WHEN quotient THEN factor * a / b
               WHEN difference THEN a - b
               WHEN ratio_of_shares THEN (a / b) / (c / d)
               WHEN four THEN 100.0 * (a / b - c / d)
               WHEN balance THEN 1000.0 * (a - b) / c
           END AS raw
    FROM joined j JOIN cells USING (cell) LEFT JOIN clashes USING (cell, area, slot, year)
),
reasoned AS (
    SELECT *,
           CASE
               WHEN raw IS NOT NULL AND clash IS NULL AND unmarked THEN CASE WHEN too_small THEN 'small_denominator' END
               WHEN raw IS NULL AND list_contains(signs, 'secret') THEN 'secret'
               WHEN raw IS NULL AND list_contains(signs, 'unreliable') THEN 'unreliable'
               WHEN raw IS NULL AND list_contains(signs, 'pending') THEN 'pending'
               WHEN raw IS NOT NULL AND clash IS NOT NULL THEN clash
               WHEN by_zero THEN 'zero_denominator'
               WHEN raw IS NULL AND list_contains(signs, 'absent') THEN 'absent'
               WHEN raw IS NULL THEN 'input_missing'
               WHEN NOT published AND list_contains(signs, 'uncertain') THEN 'uncertain'
               WHEN too_small THEN 'small_denominator'
           END AS missing
    FROM computed
)
SELECT cell, area, year::SMALLINT AS year, slot, period, CASE WHEN missing IS NULL THEN raw END AS value, missing, a, b, c, d, signs,
       id_a, id_b, id_c, id_d
FROM reasoned
ORDER BY cell, area, slot, year;
