INSERT INTO report_text_event
SELECT (SELECT coalesce(max(number), 0) + 1 FROM report_text_event), $kind, $subject, $content, $happened_by, $happened_at;
