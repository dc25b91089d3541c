INSERT INTO steering_event
SELECT coalesce($number, (SELECT coalesce(max(number), 0) + 1 FROM steering_event)), $kind, $cause, $occasion, $decision, $measures,
       $decided_on, $body, $reason, $happened_by, $happened_at
RETURNING number;
