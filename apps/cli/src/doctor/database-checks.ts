import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { plainText, processesHolding } from '@videoexpress/host';
import { databaseSightingSchema, inspectTaskName, type LibraryFiles } from '@videoexpress/job-schema';
import { linkTo } from '../daemon-link/link.ts';
import { bytesText } from '../printer/amounts.ts';
import type { Check, CheckContext, Finding } from './check.ts';

const base = { id: 'database_file', label: 'Database' } as const;
const lookLimitMs = 20_000;

/**
 * The database and the library's files. A running daemon is asked; without one, a copy is looked at, so that nothing is
 * changed. One that hangs keeps its database to itself.
 */
export const databaseCheck: Check = async (context) => {
  const { folders } = context.settings;
  const sighting = await context.sighting;
  switch (sighting.state) {
    case 'running':
      return askDaemon(sighting);
    case 'not_answering':
      return [
        { ...base, status: 'note', detail: 'Not looked at: the daemon that does not answer holds it', fix: null },
      ];
    case 'none':
    case 'stale':
      break;
  }
  if (!existsSync(folders.databaseFile)) return [missing(context)];
  const unreadable = [folders.databaseFile, `${folders.databaseFile}-wal`].find((path) => !isReadable(path));
  if (unreadable !== undefined) {
    const detail = `${unreadable} cannot be read`;
    return [{ ...base, status: 'fail', detail, fix: `Make it readable for this user: chmod 600 '${unreadable}'` }];
  }
  const holders = (await processesHolding(folders.databaseFile)) ?? [];
  if (holders.length > 0) {
    const detail = `Process ${holders.join(', ')} has ${folders.databaseFile} open, and it is not this studio`;
    return [{ ...base, status: 'fail', detail, fix: 'Close that program before the studio starts' }];
  }
  return look(context);
};

async function askDaemon(running: Parameters<typeof linkTo>[0]): Promise<Finding[]> {
  const answer = await linkTo(running).client.call('inspectLibrary', { signal: AbortSignal.timeout(lookLimitMs) });
  return answer.ok ? libraryFindings(answer.value.body) : [];
}

async function look({ outside, settings: { folders } }: CheckContext): Promise<Finding[]> {
  const input = { databaseFile: folders.databaseFile, dataFolder: folders.data, how: 'copy' };
  const end = await outside.starter.children.start(inspectTaskName, input, { timeoutMs: lookLimitMs }).ended;
  const seen = databaseSightingSchema.safeParse(end.kind === 'done' ? end.result : null);
  if (!seen.success) {
    const why = end.kind === 'failed' ? end.message : end.kind;
    return [
      {
        ...base,
        status: 'fail',
        detail: plainText(`It could not be looked at: ${why}`),
        fix: 'Restart, or build it again',
      },
    ];
  }
  switch (seen.data.state) {
    case 'unread':
      return [{ ...base, status: 'note', detail: seen.data.detail, fix: null }];
    case 'unusable':
      return [{ ...base, status: 'fail', detail: plainText(seen.data.detail), fix: wayBack(seen.data.code, folders) }];
    case 'whole':
      return [
        {
          ...base,
          status: 'pass',
          detail: `${folders.databaseFile}, whole, version ${seen.data.schemaVersion}`,
          fix: null,
        },
        ...libraryFindings(seen.data.library),
      ];
  }
}

type Folders = CheckContext['settings']['folders'];

function wayBack(code: string, { data }: Folders): string {
  if (code === 'too_new') return 'Install the newer version that wrote it, or restore an older backup';
  return `Move ${data} away and restore a backup: videoexpress restore FILE`;
}

/** None there is a loss where an earlier run left something else. */
function missing({ settings: { folders } }: CheckContext): Finding {
  const rest = [`${folders.databaseFile}-wal`, `${folders.databaseFile}-mark`].find((path) => existsSync(path));
  if (rest === undefined) return { ...base, status: 'pass', detail: 'Made at the first start', fix: null };
  const detail = `${folders.databaseFile} is gone, although this studio was used before`;
  return {
    ...base,
    status: 'fail',
    detail,
    fix: `Put it back, or move ${folders.data} away and restore a backup: videoexpress restore FILE`,
  };
}

function libraryFindings({ assets, missing: gone, missingPosters, strays }: LibraryFiles): Finding[] {
  const findings: Finding[] = [];
  const label = 'Files of the library';
  const some = (names: readonly string[]): string => names.slice(0, 3).map(plainText).join(', ');
  if (gone.count > 0) {
    const detail = `${gone.count} of ${assets} are missing: ${some(gone.examples)}`;
    const fix = 'Put them back from a backup with --media, or delete them in the library';
    findings.push({ id: 'library_missing', label, status: 'fail', detail, fix });
  }
  if (missingPosters.count > 0) {
    const detail = `${missingPosters.count} have no picture for the grid: ${some(missingPosters.examples)}`;
    const fix = 'Put the folder posters back from a backup with --media; the clips themselves play';
    findings.push({ id: 'library_posters', label, status: 'note', detail, fix });
  }
  if (strays.count > 0) {
    const detail = `${strays.count} belong to nothing in the library (${bytesText(strays.bytes)}): ${some(strays.examples)}`;
    const fix = 'Add them: videoexpress assets import FILE; then remove them there';
    findings.push({ id: 'library_strays', label, status: 'note', detail, fix });
  }
  if (findings.length > 0) return findings;
  return [{ id: 'library_files', label, status: 'pass', detail: `${assets}, all there`, fix: null }];
}

/** One that is not there can be read too. What may be read may still be no file, or lie on a disk that fails. */
function isReadable(path: string): boolean {
  if (!existsSync(path)) return true;
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, Buffer.alloc(1), 0, 1, 0);
    } finally {
      closeSync(file);
    }
    return true;
  } catch {
    return false;
  }
}
