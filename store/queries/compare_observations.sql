-- Each delivered row beside what is known, and each row of the layout's previous delivery that this one no longer carries.
-- Rows are compared as numbers (strand, place in the delivery); words are looked up for the sample alone.
-- What is hidden is compared by its real value and told without it.
WITH hidden_value AS MATERIALIZED (SELECT o.id, o.value, o.sign FROM observation o SEMI JOIN hidden_cell USING (strand, area, period)),
paired AS (
    SELECT d.position, d.value, d.sign, k.delivery, h.id IS NOT NULL AS hidden,
           CASE WHEN h.id IS NULL THEN k.value ELSE h.value END AS old,
           CASE WHEN h.id IS NULL THEN k.sign::VARCHAR ELSE h.sign END AS old_sign
    FROM delivered d
    LEFT JOIN {known} k ON k.strand = d.strand AND k.area = d.area AND k.period = d.period
    LEFT JOIN hidden_value h ON h.id = k.id
),
compared AS (
    SELECT
        CASE
            WHEN delivery IS NULL THEN 'new'
            -- a table without the figure takes none away, and no reason; it is a reason where there was none
            WHEN sign = 'absent' AND old_sign IS DISTINCT FROM 'empty' THEN 'unchanged'
            WHEN old_sign IS DISTINCT FROM sign OR (old IS NULL) <> (value IS NULL) THEN 'revised'
            WHEN abs(value - old) > 1e-9 * abs(old) THEN 'revised' -- a workbook and a text keep different last digits
            ELSE 'unchanged'
        END AS what,
        position, NULL::BIGINT AS gone_id, CASE WHEN NOT hidden THEN old END AS old, CASE WHEN hidden THEN 'secret' ELSE old_sign END AS old_sign,
        CASE WHEN hidden THEN 0 ELSE abs(coalesce(value - old, 0)) / greatest(abs(old), 1) END AS size
    FROM paired
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
