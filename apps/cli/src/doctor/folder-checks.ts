import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findWideModes, unknownVariables, knownVariables } from '@videoexpress/host';
import { suggest } from '../arguments/suggestion.ts';
import { bytesText } from '../printer/amounts.ts';
import type { Check, CheckContext, Finding } from './check.ts';
import { nearestFolder } from './probes.ts';

/** Every folder is there and takes files, or can be made. Nothing is written to find that out. */
export const foldersCheck: Check = async ({ settings: { folders }, probes }) => {
  const findings: Finding[] = [];
  const wanted = [
    ['data', 'Folder for data', folders.data],
    ['state', 'Folder for state', folders.state],
    ['logs', 'Folder for logs', folders.logs],
  ] as const;
  for (const [name, label, path] of wanted) {
    const base = { id: `folder_${name}`, label } as const;
    const nearest = nearestFolder(path);
    const there = nearest === path;
    if (!statSync(nearest).isDirectory()) {
      const fix = `Move the file ${nearest} away, or choose another folder with --data-dir`;
      findings.push({ ...base, status: 'fail', detail: `${nearest} is a file and in the way`, fix });
    } else if (!probes.mayWrite(nearest)) {
      const fix = `Make it writable for this user, or choose another folder with --data-dir`;
      findings.push({ ...base, status: 'fail', detail: `${nearest} cannot be written`, fix });
    } else if (there || name !== 'data' || !existsSync(folders.tokenFile)) {
      findings.push({
        ...base,
        status: 'pass',
        detail: `${path}${there ? '' : ' (made at the first start)'}`,
        fix: null,
      });
    } else {
      const detail = `${path} is not there, although this studio was started before`;
      const fix = 'Mount the disk that it lies on, or restore a backup: videoexpress restore FILE';
      findings.push({ ...base, status: 'fail', detail, fix });
    }
  }
  return findings;
};

const mostFixes = 5;

/** Nobody else on the machine can open the studio's files, or a `.env` that was read. */
export const modesCheck: Check = async ({ outside, settings }) => {
  const wide = await findWideModes(settings.folders, settings.envFiles, outside.machine.platform);
  const base = { id: 'file_modes', label: 'File modes' } as const;
  if (wide.length === 0) return [{ ...base, status: 'pass', detail: 'Only this user can open the files', fix: null }];
  const [first] = wide;
  const more = wide.length === 1 ? '' : ` and ${wide.length - 1} more`;
  const commands = wide.slice(0, mostFixes).map(({ path, allowed }) => `chmod ${allowed} '${path}'`);
  // One after the other would be a long way where everything is too wide, as on a copy from another disk.
  const all = [settings.folders.data, settings.folders.state, settings.folders.config].map((path) => `'${path}'`);
  const fix = wide.length > mostFixes ? `chmod -R go= ${all.join(' ')}` : commands.join('; ');
  return [{ ...base, status: 'fail', detail: `Others can open ${first?.path} (mode ${first?.mode})${more}`, fix }];
};

/** Variables that are set and read by nothing: most of them are misspelt. */
export const variablesCheck: Check = async ({ outside, settings }) => {
  const names = knownVariables.map(({ name }) => name.toLowerCase());
  return unknownVariables(settings.envFiles, outside.machine.env).map(({ name, file }) => {
    const meant = suggest(name, names);
    const where = file ?? 'the environment';
    return {
      id: 'unknown_variable',
      label: 'Unknown variable',
      status: 'note',
      detail: `${name} in ${where} is read by nothing`,
      fix:
        meant === null
          ? `Take it out of ${where}, unless another program reads it`
          : `Did you mean ${meant.toUpperCase()}?`,
    };
  });
};

const manyCopies = 3;

/** Copies from before upgrades, and what a restore left that was killed. */
export const leftoversCheck: Check = async ({ settings: { folders } }) => {
  return [...upgradeCopies(folders), ...halfRestores(folders)];
};

type Folders = CheckContext['settings']['folders'];

function upgradeCopies({ data, databaseFile }: Folders): Finding[] {
  const start = `${basename(databaseFile)}.before-v`;
  const names = namesIn(data).filter((name) => name.startsWith(start) && name.endsWith('.bak'));
  if (names.length === 0) return [];
  const bytes = names.reduce(
    (sum, name) => sum + (lstatSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  const detail = `${names.length} in ${data}, ${bytesText(bytes)}: the database as it was before each upgrade`;
  const base = { id: 'upgrade_copies', label: 'Upgrade copies', detail } as const;
  if (names.length <= manyCopies) return [{ ...base, status: 'pass', fix: null }];
  const old = names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).slice(0, -1);
  const fix = `Where everything is well, remove the old ones: rm ${old.map((name) => `'${join(data, name)}'`).join(' ')}`;
  return [{ ...base, status: 'note', fix }];
}

function halfRestores({ data }: Folders): Finding[] {
  const [first] = namesIn(dirname(data)).filter((name) => name.startsWith(`.${basename(data)}.restore-`));
  if (first === undefined) return [];
  const path = join(dirname(data), first);
  const detail = `${path} was left by a restore that was ended in the middle`;
  return [{ id: 'half_restore', label: 'Half a restore', status: 'note', detail, fix: `rm -r '${path}'` }];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
