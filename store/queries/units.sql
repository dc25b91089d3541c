-- Formulas that add up over units, in the columns of evaluate.sql: the units are the labels of a dimension, or the areas of a level
-- that lie in an area by their key. indicators/plan.py describes the plan. Every unit asked for must have the figures of all roles in the
-- same year; where the definition lists none, these are all that are known before and after (or in) the year. Where the units are not
-- those of the year before, the row is marked as a break: such sums must not be compared. Where the area's own figure is known, its parts
-- must make it up: parts that overlap or lack something give another index.
WITH located AS (
    SELECT p.*, k.area::VARCHAR AS area, k.slot, k.year, k.value, k.sign::VARCHAR AS sign, k.period, k.id
    FROM unit_plan p JOIN known k ON k.strand = p.strand
    WHERE p.over NOT IN ('part', 'municipality', 'district')
    UNION ALL
    -- A part lies in its municipality, and in the district or state that is this one town; a municipality in its district.
    SELECT p.* REPLACE (k.area::VARCHAR AS unit),
           unnest(CASE
               WHEN p.over = 'part' AND regexp_full_match(k.area::VARCHAR, '[0-9]{8}-.+') THEN list_filter(
                   [left(k.area::VARCHAR, 8), CASE WHEN substr(k.area::VARCHAR, 6, 3) = '000' THEN left(k.area::VARCHAR, 5) END,
                    CASE WHEN left(k.area::VARCHAR, 8) IN ('02000000', '11000000') THEN left(k.area::VARCHAR, 2) END],
                   lambda each: each IS NOT NULL)
               WHEN p.over = 'municipality' AND regexp_full_match(k.area::VARCHAR, '[0-9]{8}') THEN [left(k.area::VARCHAR, 5)]
               WHEN p.over = 'district' AND regexp_full_match(k.area::VARCHAR, '[0-9]{5}')
                   THEN [left(k.area::VARCHAR, 2), left(k.area::VARCHAR, 3)]
           END) AS area,
           k.slot, k.year, k.value, k.sign::VARCHAR AS sign, k.period, k.id
    FROM unit_plan p JOIN known_within k ON k.strand = p.strand
    WHERE p.over IN ('part', 'municipality', 'district')
),
beside AS (SELECT DISTINCT cell, area, slot, year + lag AS year FROM located WHERE role_index = 0),
figures AS NOT MATERIALIZED (
    SELECT l.* REPLACE (l.year + l.lag AS year) FROM located l
    WHERE l.fixed_year IS NULL AND ($areas IS NULL OR list_contains($areas, l.area))
    UNION ALL BY NAME
    SELECT l.* REPLACE (b.year AS year) FROM located l JOIN beside b USING (cell, area, slot)
    WHERE l.year = l.fixed_year AND ($areas IS NULL OR list_contains($areas, l.area))
),
offered AS MATERIALIZED (
    SELECT cell, area, slot, year, role_index, preference, basis, concept, unit, several, "open", roles, open_roles, listed, low, high,
           true AS complete, value, sign, period, id, NULL::BIGINT[] AS ids
    FROM figures
    WHERE parts = 1
    UNION ALL BY NAME
    SELECT cell, area, slot, year, role_index, preference, basis, concept, unit, any_value(several) AS several,
           any_value("open") AS "open", any_value(roles) AS roles, any_value(open_roles) AS open_roles, any_value(listed) AS listed,
           any_value(low) AS low, any_value(high) AS high,
           count(*) = any_value(parts) AS complete,
           CASE WHEN complete AND count(value) = count(*) THEN sum(value) END AS value,
           string_agg(DISTINCT sign, ' ') AS sign, max(period) AS period, list(id) AS ids
    FROM figures
    WHERE parts > 1
    GROUP BY cell, area, slot, year, role_index, preference, basis, concept, unit
),
candidates AS (
    SELECT cell, area, slot, year, role_index, preference, basis, concept,
           any_value("open") AS "open", any_value(roles) AS roles, any_value(open_roles) AS open_roles,
           count(*) FILTER (complete) AS units,
           units = CASE WHEN any_value(listed) > 0 THEN any_value(listed)
                        ELSE max(units) OVER (PARTITION BY cell, area, slot, year, role_index) END AS complete
    FROM offered
    WHERE several
    GROUP BY cell, area, slot, year, role_index, preference, basis, concept
),
{best_source},
chosen AS MATERIALIZED (
    FROM offered WHERE NOT several
    UNION ALL
    SELECT o.* FROM offered o JOIN best USING (cell, area, slot, year, role_index, basis, concept)
),
cells AS (
    SELECT cell, any_value(formula) AS formula, any_value(min_denominator) AS min_denominator, any_value(mixed) AS mixed,
           any_value(roles) AS roles, any_value(listed) AS listed,
           any_value(formula) = 'median' AS median, any_value(formula) = 'segregation' AS segregation
    FROM unit_plan
    GROUP BY cell
),
named AS (
    -- What was chosen for each role is of one basis and concept. place counts the rows that come out.
    SELECT cell, area, slot, year, row_number() OVER () AS place, max(period) FILTER (role_index = 0) AS period,
           coalesce(list_distinct(string_split(string_agg(sign, ' '), ' ')), []) AS signs,
           list_sort(list_concat(list(id) FILTER (id IS NOT NULL), flatten(list(ids) FILTER (ids IS NOT NULL)))) AS observations,
           any_value(basis) FILTER (role_index = 0) AS basis_a, any_value(basis) FILTER (role_index = 1) AS basis_b,
           any_value(concept) FILTER (role_index = 0) AS concept_a, any_value(concept) FILTER (role_index = 1) AS concept_b
    FROM chosen
    GROUP BY cell, area, slot, year
    HAVING period IS NOT NULL
),
places AS MATERIALIZED (
    SELECT *, concat_ws(' / ', basis_a, basis_b) AS basis,
           CASE WHEN mixed THEN NULL
                WHEN nullif(concept_a, '') <> nullif(concept_b, '') THEN 'other_concept'
                WHEN nullif(basis_a, '') <> nullif(basis_b, '') THEN 'other_basis' END AS clash
    FROM named JOIN cells USING (cell)
),
wholes AS (
    SELECT p.cell, k.area::VARCHAR AS area, k.slot, k.year + p.lag AS year, p.role_index, p.basis, p.concept,
           CASE WHEN count(k.value) = any_value(p.parts) THEN sum(k.value) END AS whole
    FROM unit_plan p JOIN known k ON k.strand = p.strand
    WHERE p.over IN ('part', 'municipality', 'district') AND p.fixed_year IS NULL
    GROUP BY ALL
),
of_units AS MATERIALIZED (
    SELECT cell, area, slot, unit, year, any_value(value) FILTER (role_index = 0) AS a, any_value(value) FILTER (role_index = 1) AS b,
           any_value(low) AS low, any_value(high) AS high
    FROM chosen
    GROUP BY cell, area, slot, unit, year
),
spans AS (
    SELECT cell, area, slot, unit, min(year) AS first, max(year) AS last, any_value(low) AS low, any_value(high) AS high
    FROM of_units
    GROUP BY cell, area, slot, unit
),
aligned AS (
    SELECT p.place, p.median, s.unit, s.low, s.high, u.a, u.b, CASE WHEN p.segregation THEN u.b - u.a ELSE u.b END AS other
    FROM places p
    JOIN spans s ON s.cell = p.cell AND s.area = p.area AND s.slot = p.slot
    LEFT JOIN of_units u ON u.cell = p.cell AND u.area = p.area AND u.slot = p.slot AND u.year = p.year AND u.unit = s.unit
    WHERE p.listed > 0 OR p.year BETWEEN s.first AND s.last
),
weighed AS (
    SELECT place, unit, low, high, a, b, other, sum(a) OVER (PARTITION BY place) AS all_a, sum(other) OVER (PARTITION BY place) AS all_other,
           NULL AS reached
    FROM aligned
    WHERE NOT median
    UNION ALL
    -- The median lies in the class in which half of the cases are reached.
    SELECT place, unit, low, high, a, b, other, sum(a) OVER (PARTITION BY place), NULL,
           sum(a) OVER (PARTITION BY place ORDER BY low, high IS NULL, high, unit ROWS UNBOUNDED PRECEDING)
    FROM aligned
    WHERE median
),
summed AS (
    SELECT place, list_sort(list(unit)) AS units, sum(a) AS a, sum(b) AS b, count(a) AS known_a, count(b) AS known_b,
           any_value(all_other) AS all_other, min(a) AS least_a, min(b) AS least_b, min(other) AS least_other, bool_or(b = 0) AS empty,
           sum(CASE WHEN b <> 0 THEN 100.0 * a / b END) AS age_sum,
           sum(abs(CASE WHEN all_a <> 0 AND all_other <> 0 THEN a / all_a - other / all_other END)) / 2 AS unlike,
           bool_or(low IS NULL) AS no_class,
           bool_and(high IS NULL OR low = high) AND bool_or(low = high) AS single,
           arg_min({'low': low, 'high': high, 'before': reached - a, 'count': a}, reached)
               FILTER (a > 0 AND reached >= all_a / 2) AS half,
           min(reached) FILTER (a > 0 AND reached >= all_a / 2) = any_value(all_a) / 2 AS exactly,
           arg_min({'low': low, 'high': high}, reached) FILTER (a > 0 AND reached > all_a / 2) AS beyond
    FROM weighed
    GROUP BY place
),
torn AS (
    -- Figures rounded to tens may be off by five each, and some people have no known part: that much is no contradiction.
    SELECT DISTINCT s.place
    FROM summed s JOIN places p USING (place) JOIN wholes w USING (cell, area, slot, year)
    WHERE CASE w.role_index WHEN 0 THEN w.basis = p.basis_a AND w.concept = p.concept_a ELSE w.basis = p.basis_b AND w.concept = p.concept_b END
      AND abs(CASE w.role_index WHEN 0 THEN s.a ELSE s.b END - w.whole) > greatest(5 * (len(s.units) + 1), 0.05 * w.whole)
),
valued AS (
    SELECT s.* EXCLUDE (place), p.*,
           len(units) < listed OR known_a < len(units) OR (roles > 1 AND known_b < len(units)) OR (median AND no_class) AS incomplete,
           CASE formula WHEN 'age_sum' THEN empty WHEN 'median' THEN a = 0 ELSE a = 0 OR all_other = 0 END AS by_zero,
           CASE formula WHEN 'age_sum' THEN least_b ELSE a END < min_denominator AS too_small,
           formula IN ('dissimilarity', 'segregation') AND (least_a < 0 OR least_other < 0) AS negative,
           median AND (half.high IS NULL OR (single AND exactly AND beyond.high IS NULL)) AS above,
           CASE
               WHEN formula = 'age_sum' THEN age_sum
               WHEN NOT median THEN unlike
               WHEN single AND exactly THEN (half.low + beyond.low) / 2
               ELSE half.low + (a / 2 - half.before) / half.count * (half.high - half.low)
           END AS raw,
           place IN (FROM torn) AS torn,
           listed = 0 AND units <> lag(units, 1, units) OVER (PARTITION BY cell, area, slot ORDER BY year) AS other_units
    FROM summed s JOIN places p USING (place)
),
marked AS (
    SELECT * REPLACE (list_sort(list_distinct(CASE WHEN other_units THEN list_append(signs, 'break') ELSE signs END)) AS signs) FROM valued
),
reasoned AS (
    SELECT *,
           CASE
               WHEN incomplete AND list_contains(signs, 'secret') THEN 'secret'
               WHEN incomplete AND list_contains(signs, 'unreliable') THEN 'unreliable'
               WHEN incomplete AND list_contains(signs, 'pending') THEN 'pending'
               WHEN incomplete AND list_contains(signs, 'absent') THEN 'absent'
               WHEN incomplete THEN 'input_missing'
               WHEN clash IS NOT NULL THEN clash
               WHEN torn THEN 'parts_differ'
               WHEN negative THEN 'other_concept'
               WHEN by_zero THEN 'zero_denominator'
               WHEN list_contains(signs, 'uncertain') THEN 'uncertain'
               WHEN too_small THEN 'small_denominator'
               WHEN above THEN 'open_class'
           END AS missing
    FROM marked
)
SELECT cell, area, year::SMALLINT AS year, slot::VARCHAR AS slot, period::VARCHAR AS period, CASE WHEN missing IS NULL THEN raw END AS value,
       missing, CASE WHEN NOT incomplete THEN a END AS a, CASE WHEN NOT incomplete AND formula <> 'median' THEN b END AS b,
       NULL::DOUBLE AS c, NULL::DOUBLE AS d, signs, basis, observations
FROM reasoned
ORDER BY cell, area, slot, year;
