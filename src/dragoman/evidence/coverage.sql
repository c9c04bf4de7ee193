-- What a vintage covers, by measure and by type of tie. The last day is that of calendar years where there are any, so that a fiscal
-- year running into the next does not count for it; it is empty where ties go on.
INSERT INTO coverage
SELECT s.vintage, s.measure, min(q.start), coalesce(max(q.stop) FILTER (s.calendar = 'calendar'), max(q.stop)),
       count(DISTINCT q.actor), count(*)
FROM quantity q JOIN series s ON s.id = q.series WHERE s.vintage = $1 GROUP BY s.vintage, s.measure
UNION ALL
SELECT t.vintage, t.type, min(t.start), CASE WHEN bool_and(t.stop IS NOT NULL) THEN max(t.stop) END,
       count(DISTINCT p.actor), count(DISTINCT t.id)
FROM tie t JOIN party p ON p.tie = t.id WHERE t.vintage = $1 GROUP BY t.vintage, t.type
