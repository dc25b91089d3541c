-- What the formulas need, one row per input: cell (one indicator for one group), area, slot, year and role (0–3 for a–d).
-- indicators/plan.py describes the columns of the plan. Most inputs are one strand; those to be gathered from several (of
-- different bases, or to be added up) get negative ids, under which gathered keeps their observations and bases.
known AS (FROM {known} WHERE last_of_year AND ($areas IS NULL OR list_contains($areas, area))),
chosen AS (
    SELECT p.cell, k.area, k.slot, k.year + p.lag AS year, p.role_index, p.part, p.parts,
           max_by({'id': k.id, 'value': k.value, 'sign': k.sign, 'period': k.period, 'basis': p.basis}, p.preference) AS o
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE p.gathered
    GROUP BY ALL
),
gathered AS (
    SELECT cell, area, slot, year, role_index,
           CASE WHEN count(*) = any_value(parts) AND count(o.value) = count(*) THEN sum(o.value) END AS value,
           max(o.sign) AS sign, max(o.period) AS period, array_to_string(list_sort(list_distinct(list(o.basis))), ' + ') AS basis,
           list_sort(list(o.id)) AS ids, -row_number() OVER (ORDER BY cell, area, slot, year, role_index) AS id
    FROM chosen
    GROUP BY cell, area, slot, year, role_index
),
inputs AS (
    SELECT p.cell, k.area, k.slot, k.year + p.lag AS year, p.role_index, k.value, k.sign, k.period, k.id
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE NOT p.gathered
    UNION ALL
    SELECT cell, area, slot, year, role_index, value, sign, period, id FROM gathered
)
