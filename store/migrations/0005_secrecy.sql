-- min_cases: counts from 1 to one less are never shown. 0: whoever published the figures has protected them already.
ALTER TABLE delivery ADD COLUMN min_cases INTEGER DEFAULT 0;

-- Cells that are shown to nobody, in no edition and at no moment; why: primary | complement | rate. Rows are added, never taken away.
CREATE TABLE hidden_cell (
    strand INTEGER NOT NULL,
    area VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    since TIMESTAMP NOT NULL
);

-- known_at of 0003. Only the importer's own check and the choice of what to hide may look at it.
CREATE MACRO known_unmasked(moment) AS TABLE
    WITH candidate AS (
        SELECT o.id, o.delivery, o.strand, o.area, o.period, o.year, o.slot, o.value, o.sign,
               max_by(coalesce(o.sign, ''), o.delivery) FILTER (o.sign IS DISTINCT FROM 'absent')
                   OVER (PARTITION BY o.strand, o.area, o.period) AS said
        FROM observation o
        JOIN valid_deliveries(moment) v ON v.number = o.delivery
    ),
    newest AS (
        SELECT id, delivery, strand, area, period, year, slot, value, sign
        FROM candidate
        QUALIFY row_number() OVER (
            PARTITION BY strand, area, period
            ORDER BY sign IS NOT DISTINCT FROM 'absent' AND coalesce(said, 'empty') <> 'empty', delivery DESC
        ) = 1
    )
    SELECT *, period = max(period) OVER (PARTITION BY strand, area, year, slot) AS last_of_year FROM newest;

CREATE OR REPLACE MACRO known_at(moment) AS TABLE
    SELECT k.id, k.delivery, k.strand, k.area, k.period, k.year, k.slot,
           CASE WHEN h.strand IS NULL THEN k.value END AS value,
           CASE WHEN h.strand IS NOT NULL AND k.value IS NOT NULL THEN 'secret' ELSE k.sign END AS sign,
           k.last_of_year
    FROM known_unmasked(moment) k
    LEFT JOIN hidden_cell h ON h.strand = k.strand AND h.area = k.area AND h.period = k.period;

-- A row as delivered, without what is hidden.
CREATE VIEW shown_observation AS
    SELECT o.* REPLACE (
               CASE WHEN h.strand IS NULL THEN o.value END AS value,
               CASE WHEN h.strand IS NOT NULL AND o.value IS NOT NULL THEN 'secret' ELSE o.sign END AS sign,
               CASE WHEN h.strand IS NULL THEN o.text ELSE '' END AS text
           ),
           h.strand IS NOT NULL AS hidden
    FROM observation o
    LEFT JOIN hidden_cell h ON h.strand = o.strand AND h.area = o.area AND h.period = o.period;
