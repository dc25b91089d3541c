-- The year 9999 stands for now: whatever is accepted and not withdrawn. Texts that recur in every row become numbers with a list
-- of words, in the order of the words: the evaluation joins and sorts by them, and Arrow receives them as dictionaries.
CREATE TEMP TABLE known_now AS FROM known_at(TIMESTAMP '9999-01-01');
CREATE TYPE known_area AS ENUM (SELECT DISTINCT area FROM known_now ORDER BY area);
CREATE TYPE known_period AS ENUM (SELECT DISTINCT period FROM known_now ORDER BY period);
CREATE TYPE known_slot AS ENUM (SELECT DISTINCT slot FROM known_now ORDER BY slot);
CREATE TYPE known_sign AS ENUM (SELECT DISTINCT sign FROM known_now WHERE sign IS NOT NULL ORDER BY sign);
CREATE OR REPLACE TABLE current_observation AS
SELECT id, delivery, strand, area::known_area AS area, period::known_period AS period, year, slot::known_slot AS slot, value,
       sign::known_sign AS sign, last_of_year
FROM known_now
ORDER BY strand, area, period;
