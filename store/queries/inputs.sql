-- What the formulas need, one row per input: cell (one indicator for one group), area, slot, year and role (0–3 for a–d).
-- indicators/plan.py describes the columns of the plan. Most inputs are one strand; those to be gathered from several (of
-- different bases, or to be added up) get negative ids, under which gathered keeps their observations and bases.
-- sign is a text because gathered inputs have the signs of all their parts, with blanks between.
known AS (FROM {known} WHERE last_of_year AND ($areas IS NULL OR list_contains($areas, area))),
offered AS (
    -- One basis and concept each: what is counted differently must not be added up.
    SELECT p.cell, k.area, k.slot, k.year + p.lag AS year, p.role_index, p.preference, p.basis, p.concept,
           count(*) = any_value(p.parts) AS complete,
           CASE WHEN complete AND count(k.value) = count(*) THEN sum(k.value) END AS value,
           string_agg(DISTINCT k.sign::VARCHAR, ' ') AS sign, max(k.period) AS period, list_sort(list(k.id)) AS ids
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE p.gathered
    GROUP BY p.cell, k.area, k.slot, k.year + p.lag, p.role_index, p.preference, p.basis, p.concept
),
best AS (
    SELECT DISTINCT ON (cell, area, slot, year, role_index) *
    FROM offered
    ORDER BY complete DESC, preference DESC, basis DESC, concept DESC
),
gathered AS (SELECT *, -row_number() OVER (ORDER BY cell, area, slot, year, role_index) AS id FROM best),
inputs AS (
    SELECT p.cell, k.area, k.slot, k.year + p.lag AS year, p.role_index, k.value, k.sign::VARCHAR AS sign, k.period, k.id
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE NOT p.gathered
    UNION ALL
    SELECT cell, area, slot, year, role_index, value, sign, period, id FROM gathered
)
