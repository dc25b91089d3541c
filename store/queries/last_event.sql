SELECT max(happened) AS moment
FROM (
    SELECT max(accepted_at) AS happened FROM delivery
    UNION ALL SELECT max(withdrawn_at) FROM withdrawal
    UNION ALL SELECT max(happened_at) FROM override_event
    UNION ALL SELECT max(happened_at) FROM round_event
    UNION ALL SELECT max(happened_at) FROM steering_event
    UNION ALL SELECT max(happened_at) FROM meeting_event
    UNION ALL SELECT max(happened_at) FROM decision_event
    UNION ALL SELECT max(happened_at) FROM report_text_event
    UNION ALL SELECT max(happened_at) FROM issued_report_event
);
