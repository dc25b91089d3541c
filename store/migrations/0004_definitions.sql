-- Indicators that the installation added to the library: each a whole definition as JSON, in the version that the delivery brought.

CREATE TABLE definition_document (delivery INTEGER NOT NULL, id VARCHAR NOT NULL, content VARCHAR NOT NULL);
