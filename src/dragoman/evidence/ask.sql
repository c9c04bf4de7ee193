-- Every figure question at once, but that those of some actors and those of all actors ({actor}) are two statements.
--
-- `asked` is a table of the questions (question number, group of series, actor, first and last day and the day it was known by as
-- day numbers, the years that it touches, the grains wanted as "|month|year|" or nothing); `grouped` says which series a group has
-- (those of the measures and forms asked for), with the day from which each series' vintage was known, and the same as a gate:
-- 0 for a series whose facts have days of their own.
--
-- A question meets the statements of its years by their bucket, so that a figure of another year is never looked at; statements
-- longer than a year wait in bucket -1. Only the narrow columns are read here, and the rows that match are named; facts.sql then
-- reads those whole.
SELECT w.question, q.rowid
FROM (SELECT question, grp, actor, first, last, known_by, grains, unnest(list_append(range(low, high + 1), -1)) AS bucket FROM asked) w
JOIN grouped g ON g.grp = w.grp AND g.gate <= w.known_by
JOIN quantity q ON q.series = g.series AND q.bucket = w.bucket AND {actor}
WHERE q.stop - DATE '0001-01-01' + 1 >= w.first AND q.start - DATE '0001-01-01' + 1 <= w.last
  AND (w.grains = '' OR contains(w.grains, '|' || q.grain || '|'))
  AND coalesce(q.known - DATE '0001-01-01' + 1, g.known) <= w.known_by
