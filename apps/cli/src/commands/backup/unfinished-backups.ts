import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { isAlive } from '@videoexpress/host';

const shape = /^\.videoexpress-backup-([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.part$/;

/** Several machines may back up to one disk, and a process id says something on its own machine only. */
const thisHost = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** A name for the unfinished backup, in the folder of the finished one, that says who writes it. */
export function unfinishedPathFor(path: string): string {
  const random = randomBytes(6).toString('hex');
  return join(dirname(path), `.videoexpress-backup-${thisHost()}-${process.pid}-${random}.part`);
}

/** An unfinished backup that an earlier try left, because it was ended before it could take it away. */
export interface UnfinishedBackup {
  readonly name: string;
  readonly bytes: number;
  /** False where another machine may still write it, or it cannot be removed. */
  readonly removed: boolean;
}

/** Takes away what earlier tries left in `folder`, and says of each file that it is no backup. One under way is left alone. */
export function clearUnfinishedBackups(folder: string): readonly UnfinishedBackup[] {
  const found: UnfinishedBackup[] = [];
  for (const name of namesIn(folder)) {
    const [, host, pid] = shape.exec(name) ?? [];
    if (host === undefined) continue;
    const isOurs = host === thisHost();
    if (isOurs && isAlive(Number(pid))) continue;
    const path = join(folder, name);
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    found.push({ name, bytes, removed: isOurs && isRemoved(path) });
  }
  return found;
}

/** A folder that may be written in need not be one that can be listed. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRemoved(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}
