-- The best source of each role at a place, out of candidates (cell, area, slot, year, role_index, preference, basis, concept, "open",
-- roles, open_roles, complete): a part of gather.sql and units.sql.
alike AS (
    SELECT cell, area, slot, year, basis, concept
    FROM candidates
    WHERE roles > 1 AND complete
    GROUP BY cell, area, slot, year, basis, concept
    HAVING count(*) = any_value(roles)
),
common AS (
    -- Bases that every role has, else that every role has which may choose: the best of them serves all these roles.
    SELECT cell, area, slot, year, basis, arg_min(preference, role_index) FILTER ("open") AS shared,
           CASE WHEN count(DISTINCT role_index) = any_value(roles) THEN 2 ELSE 1 END AS tier
    FROM candidates
    WHERE roles > 1 AND complete
    GROUP BY cell, area, slot, year, basis
    HAVING tier = 2 OR (any_value(open_roles) > 0 AND count(DISTINCT role_index) FILTER ("open") = any_value(open_roles))
),
best AS MATERIALIZED (
    SELECT DISTINCT ON (cell, area, slot, year, role_index) o.*
    FROM candidates o
    LEFT JOIN common c USING (cell, area, slot, year, basis)
    LEFT JOIN (SELECT *, 3 AS tier FROM alike) a USING (cell, area, slot, year, basis, concept)
    ORDER BY coalesce(a.tier, c.tier, 0) DESC, complete DESC, coalesce(c.shared, preference) DESC, basis DESC, concept DESC
)
