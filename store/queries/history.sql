-- Every period that is known of the lines (strand and area) that a delivery brings.
SELECT k.strand, k.area::VARCHAR AS area, k.period::VARCHAR AS period, k.value
FROM {known} k
SEMI JOIN (SELECT DISTINCT strand, area FROM delivered) d ON d.strand = k.strand AND d.area = k.area;
