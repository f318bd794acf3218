import { join } from 'node:path';
import { newJobId } from '../../packages/job-schema/src/index.ts';
import { openLocalStore } from '../../packages/local-store/src/index.ts';
import { noOpEngine } from './no-op-engine.ts';
import { studioOnDisk } from './studio-on-disk.ts';

export const whatTheBareLoopIs =
  'a loop around better-sqlite3: one flushed transaction a job, with the same job row and event row';

export interface BareLoop {
  /** Puts so many jobs in, one transaction each, and says how long each took in milliseconds. */
  insert(count: number): readonly number[];
  close(): Promise<void>;
}

/**
 * What the disk and SQLite could do at most: one flushed transaction a job with the rows that a new job has, into the same
 * tables with the same indexes, over a connection with the same settings. The texts are made beforehand.
 */
export async function bareLoop(folder: string): Promise<BareLoop> {
  const studio = studioOnDisk(folder, noOpEngine({ maxConcurrent: 1 }));
  const { id } = await studio.create();
  const { connection } = studio.store;
  const job = Object(connection.prepare('SELECT * FROM job WHERE id = ?').get(id));
  const payload = String(connection.prepare('SELECT payload_json FROM event').pluck().get());
  await studio.close();

  const opened = openLocalStore(join(folder, 'bare.db'), { dataFolder: folder });
  if (!opened.ok) throw new Error(opened.error.detail);
  const store = opened.value;
  const columns = Object.keys(job);
  const insertJob = store.connection.prepare(
    `INSERT INTO job (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  const insertEvent = store.connection.prepare('INSERT INTO event (topic, payload_json, at_ms) VALUES (?, ?, ?)');
  const both = store.connection.transaction((row: object, text: string, atMs: number) => {
    insertJob.run(row);
    insertEvent.run('job', text, atMs);
  });
  let position = Date.now();
  return {
    insert(count) {
      const rows = Array.from({ length: count }, () => {
        const newId = newJobId();
        position += 1;
        return { row: { ...job, id: newId, position }, text: payload.replace(id, newId) };
      });
      return rows.map(({ row, text }) => {
        const beganMs = performance.now();
        both.immediate(row, text, position);
        return performance.now() - beganMs;
      });
    },
    close: () => store.close(),
  };
}

/** Jobs a second of a list of durations in milliseconds. */
export function aSecond(tookMs: readonly number[]): number {
  return (tookMs.length / tookMs.reduce((sum, each) => sum + each, 0)) * 1000;
}
