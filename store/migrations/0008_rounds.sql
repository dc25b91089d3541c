-- Half-yearly rounds in which departments and bodies are asked for the status of their measures: opening, mails, reminders, files that
-- came and files given back, in order of number. What was accepted is told by deliveries. office is the name of an organisation, empty for
-- the opening; sha256 is empty where no file is meant.

CREATE TABLE round_event (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    office VARCHAR NOT NULL,
    due DATE,
    note VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    happened_by VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL
);
