/** What a run was asked for besides its plan, and what became of it when it did not end well: `only`, `onFailure`, `follows`, `followUp` as JSON. */
export const sql = `
  ALTER TABLE run ADD COLUMN wish TEXT NOT NULL DEFAULT '{}';
`
