import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { savedName } from '@videoexpress/host';
import { type Asset, ok, type Result } from '@videoexpress/job-schema';
import type { Cli } from '../../cli.ts';
import type { DaemonLink } from '../../daemon-link/link.ts';
import type { Failure } from '../../failure.ts';
import type { Folders } from '@videoexpress/host';
import { type OutputPlan, planOutput } from '../../saving/output-file.ts';
import { saveAsset } from '../../saving/save-asset.ts';

/** Where an asset's file is now. */
export interface Exported {
  readonly file: string;
  /** False where it was there already, with these very bytes. */
  readonly isNew: boolean;
}

interface FileExportOptions {
  readonly cli: Cli;
  readonly link: DaemonLink & { readonly folders: Folders };
  readonly output: string | null;
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Exports assets one by one. What one run wrote is never replaced by the same run, whatever the assets are called. */
export function createFileExport({ cli, link, output, overwrite, signal }: FileExportOptions) {
  const written = new Set<string>();

  return async (asset: Asset): Promise<Result<Exported, Failure>> => {
    const fileName = savedName(asset.name, asset.mimeType);
    // A file that is there is looked at before it is refused.
    const planned = planOutput({ output, overwrite: true, fileName }, cli.cwd);
    if (!planned.ok) return planned;
    const same = await sameFile(asset, planned.value, written);
    if (same !== null) return ok({ file: same, isNew: false });
    const refusable = planOutput({ output, overwrite, fileName }, cli.cwd);
    if (!refusable.ok) return refusable;
    const { path } = refusable.value;
    const plan = { ...refusable.value, overwrite: overwrite && !written.has(path) };
    const { clock, personFileMode: mode } = cli;
    const saved = await saveAsset({ clock, folders: link.folders, link, asset, plan, mode, signal });
    if (!saved.ok) return saved;
    written.add(saved.value);
    return ok({ file: saved.value, isNew: true });
  };
}

/** A file of an earlier export under this name, or under it with a number, that has the asset's bytes. */
async function sameFile(asset: Asset, { path, mayRename }: OutputPlan, written: ReadonlySet<string>) {
  const extension = extname(path);
  const stem = path.slice(0, path.length - basename(path).length) + basename(path, extension);
  for (let number = 1; number < 10_000; number += 1) {
    const candidate = number === 1 ? path : `${stem} ${number}${extension}`;
    const found = statSync(candidate, { throwIfNoEntry: false });
    if (found === undefined) return null;
    const maySame = found.isFile() && found.size === asset.bytes && !written.has(candidate);
    if (maySame && (await sha256Of(candidate)) === asset.sha256) return candidate;
    if (!mayRename) return null;
  }
  return null;
}

async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
