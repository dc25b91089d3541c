INSERT INTO override_event
SELECT coalesce(max(number), 0) + 1, $kind, $indicator, $area, $groups, $period, $weather, $reason, $until_day, $happened_by, $happened_at
FROM override_event;
