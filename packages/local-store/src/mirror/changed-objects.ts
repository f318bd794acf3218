import type { ChangedObject, ChangedObjects } from '@videoexpress/studio';
import type Database from 'better-sqlite3';
import { auditId } from './copied-objects.ts';

/** Which table of the cloud a topic of the event log is copied to; the others are not copied. */
const tableOfTopic = {
  project: 'projects',
  asset: 'renders',
  job: 'jobs',
  publication: 'publications',
  connection: 'connections',
  audit: 'audit_log',
} as const satisfies Record<string, ChangedObject['table']>;

const copiedTopics = Object.keys(tableOfTopic)
  .map((topic) => `'${topic}'`)
  .join(', ');

interface EventLine {
  readonly id: number;
  readonly topic: string;
  readonly object: string | number | null;
}

/** The statements that read the log for the copy, prepared once. */
export function prepareChangeStatements(connection: Database.Database) {
  return {
    newest: connection.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'event'"),
    next: connection.prepare<[number, number], EventLine>(
      "SELECT id, topic, json_extract(payload_json, '$.id') AS object FROM event WHERE id > ? ORDER BY id LIMIT ?",
    ),
    behind: connection.prepare<[number], { changes: number; oldest: number | null }>(
      `SELECT count(*) AS changes, min(at_ms) AS oldest FROM event WHERE id > ? AND topic IN (${copiedTopics})`,
    ),
  };
}

export type ChangeStatements = ReturnType<typeof prepareChangeStatements>;

/** The newest row that was ever written to the log. */
export function lastEvent(statements: ChangeStatements): number {
  return statements.newest.get()?.seq ?? 0;
}

/** The newest event of each object among the next ones after the cursor. Only ids are read, so it is quick. */
export function changedAfter(statements: ChangeStatements, cursor: number, limit: number): ChangedObjects | 'gone' {
  const newest = lastEvent(statements);
  if (cursor > newest) return 'gone';
  const lines = statements.next.all(cursor, limit);
  if (cursor < newest && lines[0]?.id !== cursor + 1) return 'gone';
  const newestOf = new Map<string, ChangedObject>();
  for (const { id: event, topic, object } of lines) {
    if (!isCopied(topic) || object === null) continue;
    const id = typeof object === 'number' ? auditId(object) : object;
    newestOf.set(`${topic} ${id}`, { table: tableOfTopic[topic], id, event });
  }
  return { lastEvent: lines.at(-1)?.id ?? cursor, changed: [...newestOf.values()] };
}

function isCopied(topic: string): topic is keyof typeof tableOfTopic {
  return Object.hasOwn(tableOfTopic, topic);
}
