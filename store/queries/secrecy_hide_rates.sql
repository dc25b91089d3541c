-- What is delivered beside a hidden count, or would give a small one together with a count beside it: rates, balances, the same in
-- another unit. Beside: same area, and the same table, the same series, or a rate of that series (rate_of), in the same slot of the
-- year. Balances add up over areas and are gains less losses: one hidden count hides those of all areas.
INSERT INTO hidden_cell
WITH figure AS (
    SELECT DISTINCT o.strand, o.area, o.period, o.year, o.slot, o.value, d.layout, d.min_cases, s.series, s.unit, s.concept, s.basis, s.groups,
           coalesce(b.balance, false) OR s.series = 'wanderungssaldo' AS balance,
           s.unit IN ('Anzahl', 'Personen') AND NOT (coalesce(b.balance, false) OR s.series = 'wanderungssaldo') AS counted
    FROM observation o
    JOIN delivery d ON d.number = o.delivery AND d.min_cases > 0
    JOIN strand s ON s.id = o.strand
    LEFT JOIN (SELECT strand, bool_or(value < 0) AS balance FROM observation GROUP BY strand) b ON b.strand = o.strand
    WHERE o.value IS NOT NULL
),
hidden AS (SELECT f.* FROM figure f SEMI JOIN hidden_cell USING (strand, area, period)),
share AS (
    SELECT *, CASE unit WHEN 'Prozent' THEN 100 WHEN 'Anteil' THEN 1 ELSE 1000 END AS per
    FROM figure
    WHERE unit IN ('Prozent', 'Anteil', 'Promille', 'je 1000')
),
beside AS (
    SELECT f.strand, f.area, f.period
    FROM figure f
    JOIN hidden h ON h.area = f.area AND h.year = f.year AND h.slot = f.slot AND (h.layout = f.layout OR h.series = f.series)
    WHERE h.counted AND NOT f.counted
    UNION
    SELECT f.strand, f.area, f.period
    FROM figure f
    JOIN rate_of r ON r.rate = f.strand
    JOIN hidden h ON h.strand = r.counted AND h.area = f.area AND h.year = f.year AND h.slot = f.slot
    UNION
    SELECT f.strand, f.area, f.period
    FROM figure f
    JOIN hidden h ON h.year = f.year AND h.slot = f.slot
        AND (h.layout = f.layout OR h.series = f.series OR f.series = 'wanderungssaldo' AND h.series IN ('zuzuege', 'wegzuege'))
    WHERE h.counted AND f.balance
    UNION
    SELECT f.strand, f.area, f.period
    FROM figure f
    JOIN hidden h ON h.area = f.area AND h.period = f.period AND h.series = f.series AND h.groups = f.groups AND h.unit <> f.unit
    WHERE h.concept = f.concept AND h.basis = f.basis
    UNION
    SELECT f.strand, f.area, f.period
    FROM share f
    JOIN figure c ON c.area = f.area AND c.year = f.year AND c.slot = f.slot AND c.counted AND c.groups IN (f.groups, '')
        AND NOT list_contains($things, c.series)
    WHERE (c.layout = f.layout OR (f.strand, c.strand) IN (SELECT (rate, counted) FROM rate_of))
      AND (
          round(f.value * c.value / f.per) BETWEEN 1 AND f.min_cases - 1
          OR c.value - round(f.value * c.value / f.per) BETWEEN 1 AND f.min_cases - 1
      )
)
SELECT DISTINCT strand, area, period, 'rate', $now::TIMESTAMP FROM beside ANTI JOIN hidden_cell USING (strand, area, period);
