-- What is delivered beside a hidden count, or would give a small one together with a count beside it: rates, balances, the same in
-- another unit. Beside: same area and period, and the same table or the same series.
INSERT INTO hidden_cell
WITH figure AS (
    SELECT DISTINCT o.strand, o.area, o.period, o.value, d.layout, d.min_cases, s.series, s.unit, s.concept, s.basis, s.groups,
           s.unit IN ('Anzahl', 'Personen') AND NOT coalesce(b.balance, false) AS counted
    FROM observation o
    JOIN delivery d ON d.number = o.delivery AND d.min_cases > 0
    JOIN strand s ON s.id = o.strand
    LEFT JOIN (SELECT strand, bool_or(value < 0) AS balance FROM observation GROUP BY strand) b ON b.strand = o.strand
    WHERE o.value IS NOT NULL
),
hidden AS (SELECT f.* FROM figure f SEMI JOIN hidden_cell USING (strand, area, period)),
beside AS (
    SELECT f.strand, f.area, f.period
    FROM figure f
    JOIN hidden h ON h.area = f.area AND h.period = f.period AND (h.layout = f.layout OR h.series = f.series)
    WHERE h.counted AND NOT f.counted
    UNION
    SELECT f.strand, f.area, f.period
    FROM figure f
    JOIN hidden h ON h.area = f.area AND h.period = f.period AND h.series = f.series AND h.groups = f.groups AND h.unit <> f.unit
    WHERE h.concept = f.concept AND h.basis = f.basis
    UNION
    SELECT f.strand, f.area, f.period
    FROM figure f
    JOIN figure c ON c.area = f.area AND c.period = f.period AND c.layout = f.layout AND c.counted AND c.groups IN (f.groups, '')
    WHERE f.unit IN ('Prozent', 'Anteil', 'Promille', 'je 1000')
      AND (
          round(f.value * c.value / CASE f.unit WHEN 'Prozent' THEN 100 WHEN 'Anteil' THEN 1 ELSE 1000 END)
              BETWEEN 1 AND f.min_cases - 1
          OR c.value - round(f.value * c.value / CASE f.unit WHEN 'Prozent' THEN 100 WHEN 'Anteil' THEN 1 ELSE 1000 END)
              BETWEEN 1 AND f.min_cases - 1
      )
)
SELECT DISTINCT strand, area, period, 'rate', $now::TIMESTAMP FROM beside ANTI JOIN hidden_cell USING (strand, area, period);
