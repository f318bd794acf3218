import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { AttackedDaemon } from './attacked-daemon.ts';

/**
 * These may change without anyone having done anything: sessions slide with each visit, and the row that names this machine in
 * the cloud is made by the first look at how the copy there stands.
 */
const restless = new Set(['session', 'mirror']);
/** Written by `/readyz` to see that the database can be: whoever asks whether the studio is well changes nothing of it. */
const probe = '"key":"probe.write"';

/** A fingerprint of every row the daemon keeps, but sessions: two that are equal mean that nothing was changed between. */
export function stateOf(daemon: Pick<AttackedDaemon, 'root'>): string {
  const database = new Database(join(daemon.root, 'data', 'videoexpress.db'), { readonly: true });
  try {
    const tables = database
      .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all()
      .filter(({ name }) => !restless.has(name));
    const hash = createHash('sha256');
    for (const { name } of tables)
      hash.update(name).update(
        database
          .prepare(`SELECT * FROM "${name}"`)
          .all()
          .map((row) => JSON.stringify(row))
          .filter((row) => !row.includes(probe))
          .join('\n'),
      );
    return hash.digest('hex');
  } finally {
    database.close();
  }
}
