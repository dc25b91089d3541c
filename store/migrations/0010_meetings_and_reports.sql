-- Meetings, decisions, texts for reports and issued reports: four logs that only grow. content is the whole thing as JSON, as it is from
-- that event on; subject says which one it is about (meeting, number of the decision, key of the text, number of the report).

CREATE TABLE meeting_event (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    happened_by VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL
);

CREATE TABLE decision_event (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    happened_by VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL
);

CREATE TABLE report_text_event (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    happened_by VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL
);

CREATE TABLE issued_report_event (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    happened_by VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL
);
