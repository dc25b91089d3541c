SELECT count(*) AS events, md5(string_agg(event, '|' ORDER BY event)) AS fingerprint
FROM (
    SELECT 'm ' || number || ' ' || applied_at AS event FROM schema_migration
    UNION ALL SELECT 'd ' || number || ' ' || sha256 || ' ' || accepted_at FROM delivery
    UNION ALL SELECT 'w ' || delivery || ' ' || withdrawn_at FROM withdrawal
    UNION ALL SELECT 'o ' || number || ' ' || kind || ' ' || happened_at FROM override_event
    UNION ALL SELECT 'r ' || number || ' ' || kind || ' ' || happened_at FROM round_event
    UNION ALL SELECT 's ' || number || ' ' || kind || ' ' || happened_at FROM steering_event
    UNION ALL SELECT 'g ' || number || ' ' || kind || ' ' || happened_at FROM meeting_event
    UNION ALL SELECT 'b ' || number || ' ' || kind || ' ' || happened_at FROM decision_event
    UNION ALL SELECT 't ' || number || ' ' || kind || ' ' || happened_at FROM report_text_event
    UNION ALL SELECT 'i ' || number || ' ' || kind || ' ' || happened_at FROM issued_report_event
);
