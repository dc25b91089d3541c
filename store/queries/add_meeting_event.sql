INSERT INTO meeting_event
SELECT (SELECT coalesce(max(number), 0) + 1 FROM meeting_event), $kind, $subject, $content, $happened_by, $happened_at;
