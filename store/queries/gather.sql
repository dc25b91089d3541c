-- Inputs that no strand serves alone: of several bases or concepts, to be added up, or of a fixed year. One row per input, with the
-- observations behind it; best_source.sql chooses for all roles together. indicators/plan.py describes the columns of the plan.
-- gatherable is what is known and what convert.sql makes of it; sign is a text because what is added up has the signs of all its parts,
-- with blanks between.
CREATE TEMP TABLE gathered AS
WITH based AS (
    SELECT DISTINCT p.cell, k.area, k.slot, k.year + p.lag AS year
    FROM plan p JOIN gatherable k ON k.strand = p.strand
    WHERE p.role_index = 0 AND p.cell IN (SELECT cell FROM plan WHERE fixed_year IS NOT NULL)
),
figures AS NOT MATERIALIZED (
    SELECT p.cell, p.role_index, p.preference, p.basis, p.concept, p."open", p.several, p.roles, p.open_roles, p.mixed, p.parts,
           k.area, k.slot, k.year + p.lag AS year, k.value, k.sign, k.period, k.ids
    FROM plan p JOIN gatherable k ON k.strand = p.strand
    WHERE p.gathered AND p.fixed_year IS NULL
    UNION ALL
    -- The figure of the fixed year stands beside every year.
    SELECT p.cell, p.role_index, p.preference, p.basis, p.concept, p."open", p.several, p.roles, p.open_roles, p.mixed, p.parts,
           k.area, k.slot, y.year, k.value, k.sign, k.period, k.ids
    FROM plan p JOIN gatherable k ON k.strand = p.strand AND k.year = p.fixed_year
    JOIN based y ON y.cell = p.cell AND y.area = k.area AND y.slot = k.slot
    WHERE p.gathered
),
offered AS MATERIALIZED (
    SELECT * EXCLUDE (parts), true AS complete FROM figures WHERE parts = 1
    UNION ALL BY NAME
    -- One basis and concept each: what is counted differently must not be added up.
    SELECT cell, area, slot, year, role_index, preference, basis, concept, any_value("open") AS "open", any_value(several) AS several,
           any_value(roles) AS roles, any_value(open_roles) AS open_roles, any_value(mixed) AS mixed,
           count(*) = any_value(parts) AS complete,
           CASE WHEN complete AND count(value) = count(*) THEN sum(value) END AS value,
           string_agg(DISTINCT sign, ' ') AS sign, max(period) AS period, list_sort(list_distinct(flatten(list(ids)))) AS ids
    FROM figures
    WHERE parts > 1
    GROUP BY cell, area, slot, year, role_index, preference, basis, concept
),
contested AS MATERIALIZED (
    -- Places where some role has more than one source; everywhere else there is nothing to choose.
    SELECT DISTINCT cell, area, slot, year
    FROM (
        SELECT cell, area, slot, year FROM offered WHERE several
        GROUP BY cell, area, slot, year, role_index
        HAVING count(*) > 1
    )
),
candidates AS MATERIALIZED (FROM offered SEMI JOIN contested USING (cell, area, slot, year)),
{best_source}
SELECT cell, area, slot, year, role_index, basis, concept, several AND roles > 1 AND NOT mixed AS compared, value, sign, period, ids
FROM (
    FROM offered ANTI JOIN contested USING (cell, area, slot, year)
    UNION ALL BY NAME
    FROM best
);
