INSERT INTO confirmation
SELECT $delivery, position, code, found, sheet, sheet_row, sheet_column, reason FROM confirmed;
