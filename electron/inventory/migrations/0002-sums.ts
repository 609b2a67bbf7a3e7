/**
 * A checksum for each entry, so that a bit that flips on disk is found; null until the entry is next read. `mark` remembers which model
 * the entries were checked against: as long as it is the same, they need not be checked again at every start.
 */
export const sql = `
  ALTER TABLE entry ADD COLUMN sum INTEGER;
  CREATE TABLE mark (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
`
