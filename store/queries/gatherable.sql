-- What is known, and where an area had no figure of its own what convert.sql made of those of former areas.
CREATE TEMP VIEW gatherable AS
SELECT strand, area, slot, year, value, sign::VARCHAR AS sign, period, [id] AS ids
FROM known k
ANTI JOIN converted c ON c.strand = k.strand AND c.area = k.area::VARCHAR AND c.year = k.year AND c.slot = k.slot::VARCHAR
UNION ALL
SELECT strand, area::{area}, slot::{slot}, year, value, sign, period::{period}, ids
FROM converted;
