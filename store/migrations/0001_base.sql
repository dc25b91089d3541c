-- Append-only: rows are added, never changed. What is known at a moment follows from deliveries and withdrawals.

CREATE TABLE schema_migration (number INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL);

CREATE TABLE delivery (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    publisher VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    source_table VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    accepted_at TIMESTAMP NOT NULL,
    accepted_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    row_count INTEGER NOT NULL
);

CREATE TABLE withdrawal (
    delivery INTEGER NOT NULL,
    withdrawn_at TIMESTAMP NOT NULL,
    withdrawn_by VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);

-- One line of figures: what is counted, in which unit, by which concept and basis, for which groups.
CREATE TABLE strand (
    id INTEGER NOT NULL,
    series VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    groups VARCHAR NOT NULL
);

-- sheet is null for text files; sheet_row and sheet_column count from 1 and name the cell of the kept file.
CREATE TABLE observation (
    id BIGINT NOT NULL,
    delivery INTEGER NOT NULL,
    strand INTEGER NOT NULL,
    area VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    slot VARCHAR NOT NULL,
    value DOUBLE,
    sign VARCHAR,
    text VARCHAR NOT NULL,
    sheet VARCHAR,
    sheet_row INTEGER NOT NULL,
    sheet_column INTEGER NOT NULL
);

CREATE TABLE area_name (delivery INTEGER NOT NULL, key VARCHAR NOT NULL, name VARCHAR NOT NULL);

CREATE TABLE measure_report (
    delivery INTEGER NOT NULL,
    measure VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    content JSON NOT NULL
);

CREATE TABLE concept_document (delivery INTEGER NOT NULL, name VARCHAR NOT NULL, content VARCHAR NOT NULL);

CREATE MACRO valid_deliveries(moment) AS TABLE
    SELECT d.number FROM delivery d
    WHERE d.accepted_at <= moment
      AND NOT EXISTS (FROM withdrawal w WHERE w.delivery = d.number AND w.withdrawn_at <= moment);

-- The newest delivery speaks for a value; one that does not have it ("absent") leaves the word to those that do.
-- last_of_year marks the newest period of a year, so that a second reference day in a year never counts twice.
CREATE MACRO known_at(moment) AS TABLE
    WITH newest AS (
        SELECT o.id, o.delivery, o.strand, o.area, o.period, o.year, o.slot, o.value, o.sign
        FROM observation o
        JOIN valid_deliveries(moment) v ON v.number = o.delivery
        QUALIFY row_number() OVER (
            PARTITION BY o.strand, o.area, o.period ORDER BY o.sign IS NOT DISTINCT FROM 'absent', o.delivery DESC
        ) = 1
    )
    SELECT *, period = max(period) OVER (PARTITION BY strand, area, year, slot) AS last_of_year FROM newest;
