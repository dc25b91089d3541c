-- Some tables were described wrongly: what their figures are is corrected, the figures stay as delivered. One statistics had two names,
-- table 5-2-1 of Lower Saxony counts employees where they work, and a migration background taken from a register is a concept of its own.
-- Strands that the right name has already are left alone.

UPDATE strand SET basis = 'Kinder- und Jugendhilfestatistik'
WHERE basis = 'KJH-Statistik' AND NOT EXISTS (
    SELECT 1 FROM strand s
    WHERE s.basis = 'Kinder- und Jugendhilfestatistik' AND s.series = strand.series AND s.unit = strand.unit
      AND s.concept = strand.concept AND s.groups = strand.groups
);

UPDATE strand SET series = 'sv_beschaeftigte_arbeitsort'
WHERE series = 'sv_beschaeftigte'
  AND EXISTS (SELECT 1 FROM observation o JOIN delivery d ON d.number = o.delivery WHERE o.strand = strand.id AND d.layout = 'lsn-5-2-1')
  AND NOT EXISTS (SELECT 1 FROM observation o JOIN delivery d ON d.number = o.delivery WHERE o.strand = strand.id AND d.layout <> 'lsn-5-2-1')
  AND NOT EXISTS (
    SELECT 1 FROM strand s
    WHERE s.series = 'sv_beschaeftigte_arbeitsort' AND s.basis = strand.basis AND s.unit = strand.unit
      AND s.concept = strand.concept AND s.groups = strand.groups
);

UPDATE strand SET concept = 'Migrationshintergrund (Melderegister)'
WHERE concept = 'Migrationshintergrund' AND basis LIKE 'Melderegister%' AND NOT EXISTS (
    SELECT 1 FROM strand s
    WHERE s.concept = 'Migrationshintergrund (Melderegister)' AND s.series = strand.series AND s.unit = strand.unit
      AND s.basis = strand.basis AND s.groups = strand.groups
);
