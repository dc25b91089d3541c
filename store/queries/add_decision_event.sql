INSERT INTO decision_event
SELECT (SELECT coalesce(max(number), 0) + 1 FROM decision_event), $kind, $subject, $content, $happened_by, $happened_at;
