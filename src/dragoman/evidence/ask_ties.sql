-- Every tie question at once. One row per question and tie of its first actor (or of anyone, where it names none); the other
-- actors and the types are compared afterwards, on the few rows that are left.
WITH asked AS (
  SELECT unnest($question::INTEGER[]) AS question, unnest($actor::VARCHAR[]) AS actor,
         unnest($start::DATE[]) AS start, unnest($stop::DATE[]) AS stop, unnest($known::DATE[]) AS known_by
)
SELECT a.question, t.*
FROM asked a {party} JOIN vintage v ON v.id = t.vintage
WHERE (a.start IS NULL OR t.stop IS NULL OR t.stop >= a.start) AND (a.stop IS NULL OR t.start IS NULL OR t.start <= a.stop)
  AND (a.known_by IS NULL OR coalesce(t.known, v.published, v.retrieved) <= a.known_by)
