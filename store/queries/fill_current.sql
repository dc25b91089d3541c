-- The year 9999 stands for now: whatever is accepted and not withdrawn. Texts that recur in every row become numbers with a list
-- of words, in the order of the words: the evaluation joins and sorts by them, and Arrow receives them as dictionaries.
-- '' is in every list because DuckDB has no empty ones, and a new installation has no words yet.
CREATE TEMP TABLE known_now AS FROM known_at(TIMESTAMP '9999-01-01');
CREATE TYPE area_word AS ENUM (SELECT '' UNION SELECT area FROM known_now ORDER BY 1);
CREATE TYPE period_word AS ENUM (SELECT '' UNION SELECT period FROM known_now ORDER BY 1);
CREATE TYPE slot_word AS ENUM (SELECT '' UNION SELECT slot FROM known_now ORDER BY 1);
CREATE TYPE sign_word AS ENUM (SELECT '' UNION SELECT sign FROM known_now WHERE sign IS NOT NULL ORDER BY 1);
CREATE OR REPLACE TABLE current_observation AS
SELECT id, delivery, strand, area::area_word AS area, period::period_word AS period, year, slot::slot_word AS slot, value,
       sign::sign_word AS sign, last_of_year
FROM known_now
ORDER BY strand, area, period;
-- Deliveries whose file has a figure that is hidden, or might: those that protect small counts, and whatever named a hidden cell before.
CREATE OR REPLACE TABLE confidential_delivery AS
SELECT number, sha256 FROM delivery WHERE min_cases > 0
UNION
SELECT d.number, d.sha256
FROM (SELECT DISTINCT o.delivery FROM observation o SEMI JOIN hidden_cell USING (strand, area, period)) o
JOIN delivery d ON d.number = o.delivery;
-- From when to when each delivery has values of each strand: deliveries never change, so this holds for every moment.
CREATE OR REPLACE TABLE delivered_span AS
SELECT delivery, strand, min(period) AS oldest, max(period) AS newest
FROM observation
WHERE value IS NOT NULL
GROUP BY delivery, strand;
