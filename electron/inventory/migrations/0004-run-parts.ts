/**
 * The steps of a large run, some in each row: `what` says whether they are of its plan, what the plan leaves alone, or how they ended. Such
 * a run has none of them in its own row, and its first event has none either.
 */
export const sql = `
  CREATE TABLE run_part (
    run TEXT NOT NULL,
    what TEXT NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (run, what, number)
  ) STRICT;
`
