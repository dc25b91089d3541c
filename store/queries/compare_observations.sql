-- Each delivered row beside what is known, and each row of the layout's previous delivery that this one no longer carries.
-- Rows are compared as numbers (strand, place in the delivery); words are looked up for the sample alone.
WITH compared AS (
    SELECT
        CASE
            WHEN k.delivery IS NULL THEN 'new'
            -- a table without the figure takes none away, and no reason; it is a reason where there was none
            WHEN d.sign = 'absent' AND k.sign IS DISTINCT FROM 'empty' THEN 'unchanged'
            WHEN k.sign IS DISTINCT FROM d.sign OR (k.value IS NULL) <> (d.value IS NULL) THEN 'revised'
            WHEN abs(d.value - k.value) > 1e-9 * abs(k.value) THEN 'revised' -- a workbook and a text keep different last digits
            ELSE 'unchanged'
        END AS what,
        d.position, NULL::BIGINT AS gone_id, k.value AS old, k.sign AS old_sign,
        abs(coalesce(d.value - k.value, 0)) / greatest(abs(k.value), 1) AS size
    FROM delivered d
    LEFT JOIN {known} k ON k.strand = d.strand AND k.area = d.area AND k.period = d.period
),
changed AS MATERIALIZED (FROM compared WHERE what <> 'unchanged'),
{before},
gone AS (
    SELECT 'gone' AS what, NULL::INTEGER AS position, l.id AS gone_id, l.value AS old, l.sign AS old_sign, 0.0 AS size
    FROM lost l
    WHERE NOT l.dropped
),
changes AS MATERIALIZED (FROM changed UNION ALL FROM gone),
totals AS (
    SELECT what, count(*) AS total FROM changes GROUP BY what
    UNION ALL
    SELECT 'unchanged', (SELECT count(*) FROM delivered) - (SELECT count(*) FROM changed)
),
-- A sort with a limit keeps a few rows in hand, a window over all rows would keep them all.
sample AS (
    (FROM changes WHERE what = 'revised' ORDER BY size DESC, position LIMIT $sample)
    UNION ALL
    (FROM changes WHERE what = 'gone' ORDER BY gone_id LIMIT $sample)
    UNION ALL
    (FROM changes WHERE what = 'new' ORDER BY position LIMIT $sample)
)
SELECT t.what, t.total, c.position, c.old, c.old_sign, c.size,
       s.series, s.unit, s.groups, o.area, o.period, o.sheet, o.sheet_row AS "row", o.sheet_column AS col
FROM totals t
LEFT JOIN sample c USING (what)
LEFT JOIN observation o ON o.id = c.gone_id
LEFT JOIN strand s ON s.id = o.strand
WHERE t.total > 0
ORDER BY t.what = 'new', t.what = 'unchanged', t.what, c.size DESC, c.position, c.gone_id;
