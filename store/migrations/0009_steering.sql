-- Nachsteuerung: recording and withdrawing are events. number counts the records; a withdrawal carries the number of its record.

CREATE TABLE steering_event (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    occasion VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    measures VARCHAR[] NOT NULL,
    decided_on DATE NOT NULL,
    body VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    happened_by VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL
);
