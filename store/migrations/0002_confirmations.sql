-- Hints that somebody confirmed when accepting a delivery. sheet_row and sheet_column name the cell of the kept file, through which
-- a confirmation belongs to observations; they are null for hints about the whole file.

CREATE TABLE confirmation (
    delivery INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    sheet VARCHAR,
    sheet_row INTEGER,
    sheet_column INTEGER,
    reason VARCHAR NOT NULL
);
