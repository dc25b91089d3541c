SELECT o.id, o.strand, s.series, s.unit, s.concept, s.basis, s.groups, o.area, o.period, o.value, o.sign, o.text,
       o.sheet, o.sheet_row, o.sheet_column, d.*, w.withdrawn_at, w.reason
FROM shown_observation o
JOIN strand s ON s.id = o.strand
JOIN delivery d ON d.number = o.delivery
LEFT JOIN withdrawal w ON w.delivery = d.number
WHERE o.id IN (SELECT unnest($ids));
