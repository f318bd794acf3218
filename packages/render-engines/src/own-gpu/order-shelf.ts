import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flushFolder } from '@videoexpress/host';
import { attemptIdSchema, type AttemptId } from '@videoexpress/job-schema';
import { type OrderRecord, orderRecordSchema } from './order-record.ts';

const recordName = 'order.json';

/** Orders on the disk, one folder an attempt: the order itself, and what workers sent for it. */
export interface OrderShelf {
  /** What the last run left. A folder without an order that can be read is passed over. */
  load(): readonly OrderRecord[];
  /** Writes an order whole or not at all, and on the disk before this settles. Rejects with what the system says. */
  write(record: OrderRecord): Promise<void>;
  /** A path in the folder of an order. */
  path(attemptId: AttemptId, name: string): string;
  remove(attemptId: AttemptId): Promise<void>;
}

/** The shelf below `folder`, which is made when it is needed. */
export function createOrderShelf(folder: string): OrderShelf {
  const folderOf = (attemptId: AttemptId): string => join(folder, attemptId);
  /** One writing of an order at a time: the last one told is the last one written. */
  const writing = new Map<AttemptId, Promise<void>>();

  async function writeNow(record: OrderRecord): Promise<void> {
    const target = folderOf(record.request.attemptId);
    await mkdir(target, { recursive: true, mode: 0o700 });
    const fresh = join(target, `${recordName}.new`);
    const file = await open(fresh, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(record));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, join(target, recordName));
    await flushFolder(target);
    await flushFolder(folder);
  }

  return {
    load() {
      return namesIn(folder).flatMap((name) => {
        const record = attemptIdSchema.safeParse(name).success ? readRecord(join(folder, name, recordName)) : null;
        return record === null || record.request.attemptId !== name ? [] : [record];
      });
    },

    write(record) {
      const { attemptId } = record.request;
      const before = writing.get(attemptId) ?? Promise.resolve();
      const write = before.catch(() => undefined).then(() => writeNow(record));
      writing.set(attemptId, write);
      const tidy = () => {
        if (writing.get(attemptId) === write) writing.delete(attemptId);
      };
      write.then(tidy, tidy);
      return write;
    },

    path: (attemptId, name) => join(folderOf(attemptId), name),

    async remove(attemptId) {
      await writing.get(attemptId)?.catch(() => undefined);
      await rm(folderOf(attemptId), { recursive: true, force: true });
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readRecord(path: string): OrderRecord | null {
  try {
    const parsed = orderRecordSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
