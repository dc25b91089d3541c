-- A table that does not have a value ("absent") leaves the word to the deliveries that do. An empty cell is no such word: it gives no
-- reason, and "absent" does.
CREATE OR REPLACE MACRO known_at(moment) AS TABLE
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
