-- Every figure question at once. Parameters: the questions as five parallel lists (number, group, actor or NULL for all, first and
-- last day as ISO texts or NULL), known_by the same way, and the groups as pairs of lists: group number, series id.
-- A group is a set of series, those that have the measures and forms asked for.
WITH asked AS (
  SELECT unnest($question::INTEGER[]) AS question, unnest($grp::INTEGER[]) AS grp, unnest($actor::VARCHAR[]) AS actor,
         unnest($start::DATE[]) AS start, unnest($stop::DATE[]) AS stop, unnest($known::DATE[]) AS known_by
), grp AS (
  SELECT unnest($group_of::INTEGER[]) AS grp, unnest($series::INTEGER[]) AS series, unnest($series_known::DATE[]) AS known
)
SELECT a.question, q.series, q.actor, q.start, q.stop, q.grain, q.number, q.flags, q.locator, q.partner, q.known, q.high, q.places,
       q.surface
FROM asked a JOIN grp g ON g.grp = a.grp JOIN quantity q ON q.series = g.series AND {actor}
WHERE (a.start IS NULL OR q.stop >= a.start) AND (a.stop IS NULL OR q.start <= a.stop)
  AND (a.known_by IS NULL OR coalesce(q.known, g.known) <= a.known_by)
