import type Database from 'better-sqlite3'

const RUNS = 200
const EDITS = 1000

/**
 * Forgets what nobody looks at any more: events of runs before the last 200 and all that was told before those, and edits
 * before the last 1,000. The runs themselves stay, with the end of every step; of those that never ended only events say how far they came.
 */
export function prune(database: Database.Database): void {
  const unfinished = 'SELECT id FROM run WHERE ended IS NULL'
  const newest = 'SELECT id FROM run ORDER BY began DESC, number DESC LIMIT'
  const first = '(SELECT seq FROM event WHERE event.run = kept.id ORDER BY seq LIMIT 1)'
  database.transaction(() => {
    const forgotten = database.prepare(`DELETE FROM event WHERE run IN (${newest} -1 OFFSET ?) AND run NOT IN (${unfinished})`).run(RUNS)
    const kept = `SELECT min(${first}) FROM (${newest} ?) AS kept`
    if (forgotten.changes > 0)
      database.prepare(`DELETE FROM event WHERE seq < (${kept}) AND (run IS NULL OR run NOT IN (${unfinished}))`).run(RUNS)
    // Whoever died while a large run was written left parts of what never began.
    database.exec('DELETE FROM run_part WHERE run NOT IN (SELECT id FROM run)')
    database.prepare('DELETE FROM edit WHERE revision <= (SELECT max(revision) FROM edit) - ?').run(EDITS)
  })()
}
