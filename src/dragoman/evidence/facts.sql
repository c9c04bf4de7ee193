-- The facts in the rows that ask.sql has named.
SELECT rowid, series, actor, start, stop, grain, number, flags, locator, partner, known, high, places, surface
FROM quantity WHERE rowid IN (SELECT unnest(string_split($rows, ',')::BIGINT[]))
