-- Every figure question at once. Parameters are texts of numbers with commas between, which the database takes apart faster than lists:
-- the questions in parallel (question number, group, number of the actor in $names or -1 for all, first and last day and the day it
-- was known by as day numbers or 0, the grains wanted as "|month|year|" or nothing), and the groups as lines (group, series, day from which the series' vintage was known,
-- and the same as a gate: 0 for a series whose facts have days of their own).
-- A group is a set of series: those that have the measures and forms asked for.
--
-- {actor} joins one actor or all. {bucket} joins the years that a short question touches, so that a figure of another year is never
-- met; statements longer than a year wait in bucket -1.
--
-- Only the narrow columns are read here, and the rows that match are named; facts.sql then reads those whole.
WITH asked AS (
  SELECT unnest(string_split($question, ',')::INTEGER[]) AS question, unnest(string_split($grp, ',')::INTEGER[]) AS grp,
         unnest(string_split($actor, ',')::INTEGER[]) AS number, unnest(string_split($start, ',')::INTEGER[]) AS first_day,
         unnest(string_split($stop, ',')::INTEGER[]) AS last_day, unnest(string_split($known, ',')::INTEGER[]) AS known_by,
         unnest(string_split($grains, ',')) AS grains
), grp AS (
  SELECT unnest(string_split($group_of, ',')::INTEGER[]) AS grp, unnest(string_split($series, ',')::INTEGER[]) AS series,
         unnest(string_split($series_known, ',')::INTEGER[]) AS known, unnest(string_split($gate, ',')::INTEGER[]) AS gate
), names AS (
  SELECT unnest($names::VARCHAR[]) AS actor, unnest(range(len($names::VARCHAR[]))) AS number
), wanted AS (
  SELECT a.question, a.grp, n.actor, a.known_by, a.grains, DATE '0001-01-01' + (a.first_day - 1) AS first,
         DATE '0001-01-01' + (a.last_day - 1) AS last
  FROM asked a LEFT JOIN names n ON n.number = a.number
), spread AS (
  SELECT * {years} FROM wanted
)
SELECT w.question, q.rowid
FROM spread w JOIN grp g ON g.grp = w.grp AND g.gate <= w.known_by JOIN quantity q ON q.series = g.series AND {actor} {bucket}
WHERE q.stop >= w.first AND q.start <= w.last
  AND (w.grains = '' OR contains(w.grains, '|' || q.grain || '|'))
  AND coalesce(q.known - DATE '0001-01-01' + 1, g.known) <= w.known_by
