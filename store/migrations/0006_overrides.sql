-- Verdicts set by people: set and withdraw are events, the newest one of a verdict counts. until_day: the last day it counts.

CREATE TABLE override_event (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    groups VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    weather VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    until_day DATE NOT NULL,
    happened_by VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL
);
