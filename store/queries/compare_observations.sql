-- Each delivered row beside what is known, and each row of the layout's previous delivery that this one no longer carries.
WITH known AS (
    SELECT s.series, s.unit, s.concept, s.basis, s.groups, k.area, k.period, k.value, k.sign, k.delivery
    FROM known_at($now) k JOIN strand s ON s.id = k.strand
),
compared AS (
    SELECT
        CASE
            WHEN k.delivery IS NULL THEN 'new'
            WHEN d.sign = 'absent' AND k.value IS NOT NULL THEN 'unchanged' -- a table without the figure takes none away
            WHEN k.value IS DISTINCT FROM d.value OR k.sign IS DISTINCT FROM d.sign THEN 'revised'
            ELSE 'unchanged'
        END AS what,
        d.series, d.unit, d.area, d.period, d.groups,
        k.value AS old, d.value AS new, k.sign AS old_sign, d.sign AS new_sign, d.sheet, d.row, d.col
    FROM delivered d
    LEFT JOIN known k USING (series, unit, concept, basis, groups, area, period)
),
gone AS (
    SELECT 'gone' AS what, s.series, s.unit, o.area, o.period, s.groups,
           o.value AS old, NULL AS new, o.sign AS old_sign, NULL AS new_sign, o.sheet, o.sheet_row, o.sheet_column
    FROM observation o
    JOIN strand s ON s.id = o.strand
    WHERE o.delivery = (
        SELECT max(d.number) FROM delivery d JOIN valid_deliveries($now) v USING (number) WHERE d.layout = $layout
    )
    AND EXISTS (
        FROM delivered d
        WHERE d.series = s.series AND d.unit = s.unit AND d.concept = s.concept AND d.basis = s.basis AND d.period = o.period
    )
    AND NOT EXISTS (
        FROM delivered d
        WHERE d.series = s.series AND d.unit = s.unit AND d.concept = s.concept AND d.basis = s.basis AND d.groups = s.groups
          AND d.period = o.period AND d.area = o.area
    )
),
changes AS MATERIALIZED (FROM compared UNION ALL FROM gone),
totals AS (SELECT what, count(*) AS total FROM changes GROUP BY what),
-- A sort with a limit keeps a few rows in hand, a window over all rows would keep them all.
sample AS (
    (FROM changes WHERE what = 'revised' ORDER BY abs(coalesce(new - old, 0)) / greatest(abs(old), 1) DESC, series, area, period LIMIT $sample)
    UNION ALL
    (FROM changes WHERE what = 'gone' ORDER BY series, area, period LIMIT $sample)
    UNION ALL
    (FROM changes WHERE what = 'new' ORDER BY series, area, period LIMIT $sample)
    UNION ALL
    (FROM changes WHERE what = 'unchanged' LIMIT 1)
)
SELECT s.*, t.total FROM sample s JOIN totals t USING (what)
ORDER BY what = 'new', what = 'unchanged', what, abs(coalesce(new - old, 0)) / greatest(abs(old), 1) DESC, series, area, period;
