SELECT greatest(
    (SELECT max(accepted_at) FROM delivery WHERE accepted_at <= $moment),
    (SELECT max(withdrawn_at) FROM withdrawal WHERE withdrawn_at <= $moment)
) AS moment;
