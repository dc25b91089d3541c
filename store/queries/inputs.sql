-- What the formulas of single figures need, one row per input: cell (one indicator for one group), area, slot, year and role (0–3 for
-- a–d). indicators/plan.py describes the columns of the plan. Most inputs are one strand; those to be gathered from several (of
-- different bases, to be added up, of a fixed year) get negative ids, under which gathered keeps their observations and bases.
-- sign is a text because gathered inputs have the signs of all their parts, with blanks between.
known AS NOT MATERIALIZED (FROM {known} WHERE last_of_year {areas}),
based AS (
    SELECT DISTINCT p.cell, k.area, k.slot, k.year + p.lag AS year
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE p.role_index = 0 AND p.cell IN (SELECT cell FROM plan WHERE fixed_year IS NOT NULL)
),
figures AS (
    SELECT p.*, k.area, k.slot, k.year + p.lag AS year, k.value, k.sign::VARCHAR AS sign, k.period, [k.id] AS ids
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE p.gathered AND p.over = '' AND p.fixed_year IS NULL
    UNION ALL
    -- The figure of the fixed year stands beside every year.
    SELECT p.*, k.area, k.slot, y.year, k.value, k.sign::VARCHAR AS sign, k.period, [k.id] AS ids
    FROM plan p JOIN known k ON k.strand = p.strand AND k.year = p.fixed_year
    JOIN based y ON y.cell = p.cell AND y.area = k.area AND y.slot = k.slot
    WHERE p.over = ''
    {converted}
),
offered AS MATERIALIZED (
    -- One basis and concept each: what is counted differently must not be added up.
    SELECT cell, area, slot, year, role_index, preference, basis, concept,
           any_value("open") AS "open", any_value(several) AS several, any_value(roles) AS roles,
           any_value(open_roles) AS open_roles, any_value(mixed) AS mixed,
           count(*) = any_value(parts) AS complete,
           CASE WHEN complete AND count(value) = count(*) THEN sum(value) END AS value,
           string_agg(DISTINCT sign, ' ') AS sign, max(period) AS period, list_sort(flatten(list(ids))) AS ids
    FROM figures
    GROUP BY cell, area, slot, year, role_index, preference, basis, concept
),
alike AS (
    SELECT cell, area, slot, year, basis, concept
    FROM offered
    WHERE several AND roles > 1 AND complete
    GROUP BY cell, area, slot, year, basis, concept
    HAVING count(*) = any_value(roles)
),
common AS (
    -- Bases that every role has, else that every role has which may choose: the best of them serves all these roles.
    SELECT cell, area, slot, year, basis, arg_min(preference, role_index) FILTER ("open") AS shared,
           CASE WHEN count(DISTINCT role_index) = any_value(roles) THEN 2 ELSE 1 END AS tier
    FROM offered
    WHERE several AND roles > 1 AND complete
    GROUP BY cell, area, slot, year, basis
    HAVING tier = 2 OR (any_value(open_roles) > 0 AND count(DISTINCT role_index) FILTER ("open") = any_value(open_roles))
),
best AS MATERIALIZED (
    SELECT DISTINCT ON (cell, area, slot, year, role_index) o.*
    FROM offered o
    LEFT JOIN common c USING (cell, area, slot, year, basis)
    LEFT JOIN (SELECT *, 3 AS tier FROM alike) a USING (cell, area, slot, year, basis, concept)
    ORDER BY coalesce(a.tier, c.tier, 0) DESC, complete DESC, coalesce(c.shared, preference) DESC, preference DESC, basis DESC, concept DESC
),
clashes AS (
    SELECT cell, area, slot, year,
           CASE WHEN count(DISTINCT nullif(concept, '')) > 1 THEN 'other_concept'
                WHEN count(DISTINCT nullif(basis, '')) > 1 THEN 'other_basis' END AS met
    FROM best
    WHERE several AND roles > 1 AND NOT mixed
    GROUP BY cell, area, slot, year
    HAVING met IS NOT NULL
),
gathered AS (SELECT *, -row_number() OVER (ORDER BY cell, area, slot, year, role_index) AS id FROM best),
inputs AS (
    SELECT p.cell, k.area, k.slot, k.year + p.lag AS year, p.role_index, k.value, k.sign::VARCHAR AS sign, k.period, k.id
    FROM plan p JOIN known k ON k.strand = p.strand
    WHERE NOT p.gathered AND p.over = ''
    UNION ALL
    SELECT cell, area, slot, year, role_index, value, sign, period, id FROM gathered
)
