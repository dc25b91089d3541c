INSERT INTO round_event
SELECT coalesce(max(number), 0) + 1, $kind, $period, $office, $due, $note, $sha256, $happened_by, $happened_at
FROM round_event;
