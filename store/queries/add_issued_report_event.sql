INSERT INTO issued_report_event
SELECT (SELECT coalesce(max(number), 0) + 1 FROM issued_report_event), $kind, $subject, $content, $happened_by, $happened_at;
