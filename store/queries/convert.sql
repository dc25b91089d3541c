-- Counts of years before a change of territory for the areas of today: figures of the old areas × their shares of the population that went
-- to the new one. Only where the tables have the new area but no figure of it in that year, and where every old area with a share has one;
-- from what is known and shown only, so that a figure kept secret keeps the sum secret. ids are the figures and the shares.
WITH known AS NOT MATERIALIZED (FROM {known} WHERE last_of_year),
shares AS (
    SELECT k.area::VARCHAR AS source, lpad(regexp_extract(s.groups, '^zielkreis=([0-9]{7,8})$', 1), 8, '0')[:5] AS area, k.year,
           any_value(k.value) AS share, min(k.id) AS id
    FROM known k JOIN strand s ON s.id = k.strand
    WHERE s.series = 'umsteigeschluessel_bevoelkerung' AND s.groups LIKE 'zielkreis=%' AND k.slot = '' AND coalesce(k.value, 1) > 0
    GROUP BY ALL
    HAVING count(*) = 1
),
changed AS (
    -- Areas that are made of others, not those that only go on.
    SELECT *, count(*) OVER (PARTITION BY area, year) AS sources
    FROM shares
    WHERE area IN (SELECT area FROM shares WHERE source <> area) {areas}
    QUALIFY bool_or(source <> area) OVER (PARTITION BY area, year)
),
counted AS (
    SELECT k.strand, c.area, k.slot::VARCHAR AS slot, c.year, c.sources, c.share, c.id AS share_id, k.id, k.value,
           k.sign::VARCHAR AS sign, k.period::VARCHAR AS period
    FROM changed c
    JOIN known k ON k.area::VARCHAR = c.source AND k.year = c.year
    WHERE k.strand IN (SELECT p.strand FROM plan p JOIN strand s ON s.id = p.strand WHERE s.unit IN ('Anzahl', 'Personen'))
),
converted AS (
    SELECT strand, area, slot, year, max(period) AS period,
           CASE WHEN count(value) = count(*) AND count(share) = count(*) THEN sum(value * share) END AS value,
           CASE WHEN bool_or(sign = 'secret') THEN 'secret' ELSE concat_ws(' ', 'estimated', string_agg(DISTINCT sign, ' ')) END AS sign,
           list_sort(flatten(list([id, share_id]))) AS ids
    FROM counted
    GROUP BY strand, area, slot, year
    HAVING count(*) = any_value(sources) AND min(period) = max(period) AND (value IS NOT NULL OR coalesce(bool_or(sign = 'secret'), false))
)
SELECT c.*
FROM converted c
SEMI JOIN known k ON k.strand = c.strand AND k.area::VARCHAR = c.area
-- A dash or nothing in the line of an area that was not there yet is no figure; what is there but not told is one.
ANTI JOIN (FROM known WHERE coalesce(sign::VARCHAR, '') NOT IN ('absent', 'empty')) k
    ON k.strand = c.strand AND k.area::VARCHAR = c.area AND k.year = c.year AND k.slot::VARCHAR = c.slot
ORDER BY strand, area, slot, year;
