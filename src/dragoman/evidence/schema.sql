-- The store. Statements are never edited: a new vintage adds rows. Version of this schema: see database.SCHEMA.
--
-- quantity and tie hold the statements; vintage and series hold what many statements share, so that provenance is written once;
-- the view `statement` puts both kinds side by side with their full provenance.

CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

CREATE TABLE source (
  name VARCHAR PRIMARY KEY, publisher VARCHAR, title VARCHAR, url VARCHAR, licence VARCHAR, redistribute VARCHAR, citation VARCHAR,
  bibtex VARCHAR
);

CREATE TABLE vintage (
  id INTEGER PRIMARY KEY, source VARCHAR NOT NULL, label VARCHAR NOT NULL, published DATE, retrieved DATE, sha256 VARCHAR,
  digest VARCHAR, rows BIGINT, embedded BOOLEAN NOT NULL,
  UNIQUE (source, label)
);

-- Where a vintage can be asked; last is empty where ties go on. Outside it the answer is unknown, never zero.
CREATE TABLE coverage (vintage INTEGER, measure VARCHAR, first DATE, last DATE, actors BIGINT, rows BIGINT);

CREATE TABLE series (
  id INTEGER PRIMARY KEY, vintage INTEGER NOT NULL, measure VARCHAR NOT NULL, form VARCHAR NOT NULL, of VARCHAR, unit VARCHAR,
  currency VARCHAR, basis VARCHAR, definition VARCHAR, calendar VARCHAR, scale SMALLINT, rounded BOOLEAN, kind VARCHAR,
  name VARCHAR, status VARCHAR, rule VARCHAR, note VARCHAR, publisher VARCHAR, title VARCHAR, url VARCHAR, source_date DATE,
  verified VARCHAR, key VARCHAR
);

-- value is number × 10^scale as a double, for sorting and plotting; number keeps the publisher's digits.
-- known overrides the vintage's day for one fact: a rate of 3 May is known on 3 May whatever the file's date.
-- bucket is the year in which a statement begins, or -1 where it lasts longer than a year.
CREATE TABLE quantity (
  series INTEGER NOT NULL, actor VARCHAR NOT NULL, start DATE NOT NULL, stop DATE NOT NULL, grain VARCHAR, number VARCHAR,
  value DOUBLE, flags VARCHAR, locator VARCHAR, partner VARCHAR, known DATE, high VARCHAR, places SMALLINT, surface VARCHAR,
  bucket SMALLINT NOT NULL
);

-- signed, in_force and ended are ISO dates of the printed grain (2023, 2023-04, 2023-04-04).
CREATE TABLE tie (
  id INTEGER PRIMARY KEY, vintage INTEGER NOT NULL, key VARCHAR NOT NULL, type VARCHAR NOT NULL, parties VARCHAR NOT NULL,
  name VARCHAR, subtype VARCHAR, start DATE, stop DATE, grain VARCHAR, signed VARCHAR, in_force VARCHAR, ended VARCHAR,
  status VARCHAR, scope VARCHAR, known DATE, in_force_known DATE, ended_known DATE, flags VARCHAR, rule VARCHAR, note VARCHAR,
  locator VARCHAR, publisher VARCHAR, title VARCHAR, url VARCHAR, source_date DATE, verified VARCHAR
);

CREATE TABLE party (tie INTEGER NOT NULL, actor VARCHAR NOT NULL);

CREATE VIEW statement AS
  SELECT v.source, v.label AS vintage, coalesce(q.known, v.published, v.retrieved) AS known, s.kind, q.actor,
         q.partner AS parties, s.measure, s.form, s.of, q.start, q.stop, q.number, s.scale, q.value, s.unit, s.currency, s.basis,
         s.definition, s.calendar, q.flags, s.name, s.status, s.publisher, s.title, s.url, q.locator, v.sha256
  FROM quantity q JOIN series s ON s.id = q.series JOIN vintage v ON v.id = s.vintage
  UNION ALL
  SELECT v.source, v.label, coalesce(t.known, v.published, v.retrieved), 'tie', '', t.parties, t.type, '', NULL, t.start, t.stop,
         NULL, NULL, NULL, NULL, NULL, '', '', 'calendar', t.flags, t.name, t.status, t.publisher, t.title, t.url, t.locator, v.sha256
  FROM tie t JOIN vintage v ON v.id = t.vintage;
