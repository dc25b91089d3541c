-- What the layout's previous delivery had and this one lacks, for series that share a period with it. ``dropped``: before the first
-- period that this one has of the series; tables often leave their oldest years out.
before AS (SELECT max(d.number) AS number FROM delivery d JOIN valid_deliveries($now) v USING (number) WHERE d.layout = $layout),
before_periods AS MATERIALIZED (
    SELECT s.id AS strand, s.series, s.unit, s.concept, s.basis, o.period
    FROM (SELECT DISTINCT strand, period FROM observation WHERE delivery = (SELECT number FROM before)) o
    JOIN strand s ON s.id = o.strand
),
-- Groups may come and go: a period counts as delivered if the series, unit, concept and basis have it.
series_periods AS MATERIALIZED (
    SELECT DISTINCT t.series, t.unit, t.concept, t.basis, x.period
    FROM (SELECT DISTINCT strand, period FROM delivered) x
    JOIN strand_now t ON t.id = x.strand
),
shared AS (
    SELECT series, unit, concept, basis, min(period) AS first
    FROM series_periods p
    SEMI JOIN (SELECT DISTINCT series, unit, concept, basis FROM series_periods SEMI JOIN before_periods USING (series, unit, concept, basis, period)) b
        USING (series, unit, concept, basis)
    GROUP BY ALL
),
lost AS MATERIALIZED (
    SELECT o.id, o.strand, o.area, o.period, o.value, o.sign, o.period < b.first AS dropped
    FROM shown_observation o
    JOIN (FROM before_periods JOIN shared USING (series, unit, concept, basis)) b ON b.strand = o.strand AND b.period = o.period
    ANTI JOIN delivered d ON d.strand = o.strand AND d.period = o.period AND d.area = o.area
    WHERE o.delivery = (SELECT number FROM before)
)
