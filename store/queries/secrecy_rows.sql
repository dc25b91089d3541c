-- Everything ever delivered of these strands in these years, whether it still counts or not.
SELECT o.strand, o.area, o.period, o.year, o.slot, o.value, o.sign, o.delivery, d.min_cases, d.accepted_at, w.withdrawn_at
FROM observation o
JOIN delivery d ON d.number = o.delivery
LEFT JOIN withdrawal w ON w.delivery = o.delivery
WHERE list_contains($strands, o.strand) AND list_contains($years, o.year)
ORDER BY o.delivery, o.id;
