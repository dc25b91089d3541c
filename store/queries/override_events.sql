SELECT number, kind, indicator, area, groups, period, weather, reason, until_day, happened_by, happened_at,
       row_number() OVER (PARTITION BY indicator, area, groups, period ORDER BY number DESC) = 1 AS newest
FROM override_event
WHERE happened_at <= $moment
ORDER BY number;
