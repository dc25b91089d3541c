SELECT greatest(
    (SELECT max(accepted_at) FROM delivery WHERE accepted_at <= $moment),
    (SELECT max(withdrawn_at) FROM withdrawal WHERE withdrawn_at <= $moment),
    (SELECT max(happened_at) FROM override_event WHERE happened_at <= $moment),
    (SELECT max(happened_at) FROM steering_event WHERE happened_at <= $moment)
) AS moment;
