-- The year 9999 stands for now: whatever is accepted and not withdrawn.
INSERT INTO current_observation
SELECT * FROM known_at(TIMESTAMP '9999-01-01')
ORDER BY strand, area, period;
