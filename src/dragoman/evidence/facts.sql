-- The facts in the rows that ask.sql has named, in the table `wanted`.
SELECT q.rowid, series, actor, start, stop, grain, number, flags, locator, partner, known, high, places, surface
FROM quantity q WHERE q.rowid IN (SELECT id FROM wanted)
