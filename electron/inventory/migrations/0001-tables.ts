/**
 * The first tables. Facts wished for are kept, conditions seen are not. Bodies are JSON, checked by the model's schemas when they are
 * read. A run keeps its plan apart from its steps, because the plan never changes and the steps do all the time.
 */
export const sql = `
  CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    revision INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE edit (
    revision INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    name TEXT,
    edit TEXT NOT NULL
  ) STRICT;
  CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    workspace TEXT NOT NULL,
    plan TEXT NOT NULL,
    began REAL NOT NULL,
    ended REAL,
    verdict TEXT,
    steps TEXT NOT NULL
  ) STRICT;
  CREATE INDEX run_began ON run (began);
  CREATE INDEX run_unfinished ON run (began) WHERE ended IS NULL;
  CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    run TEXT,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX event_run ON event (run, seq) WHERE run IS NOT NULL;
  CREATE TABLE secret (
    ref TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    cipher BLOB NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`
