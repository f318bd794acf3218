import { rm } from 'node:fs/promises';
import { type ExitCode, exitCodes, type Folders, plainText } from '@videoexpress/host';
import { type Asset, type AssetId, err, ok, type Result, routes, routeUrl } from '@videoexpress/job-schema';
import type { Cli } from '../../cli.ts';
import type { DaemonLink } from '../../daemon-link/link.ts';
import type { Failure } from '../../failure.ts';
import { bytesText } from '../../printer/amounts.ts';
import { fetchFile, saveFailure, writeFailure } from '../../saving/fetch-file.ts';
import { planOutput, settleFile, temporaryPathFor } from '../../saving/output-file.ts';
import { findAsset } from './asset-id.ts';

/** As many as the daemon puts into one. */
export const mostInArchive = 200;

interface ArchiveOptions {
  readonly cli: Cli;
  readonly link: DaemonLink & { readonly folders: Folders };
  readonly texts: readonly string[];
  readonly output: string | null;
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Writes assets to one ZIP: all of them, or no file. */
export async function exportArchive(options: ArchiveOptions): Promise<ExitCode> {
  const { printer } = options.cli;
  const plan = planOutput({ ...options, fileName: 'VideoExpress.zip' }, options.cli.cwd);
  if (!plan.ok) return printer.fail(plan.error);
  const found = await findAll(options);
  if (!found.ok) return printer.fail(found.error);
  const assets = found.value;
  const temporary = temporaryPathFor(plan.value.path);
  try {
    const ids: AssetId[] = assets.map(({ id }) => id);
    const to = { path: temporary, mode: options.cli.personFileMode, signal: options.signal };
    const fetched = await fetchFile(options.link, routeUrl(routes.exportAssets, {}, { ids }), to);
    if (!fetched.ok) return printer.fail(fetched.error);
    const file = settleFile(temporary, plan.value);
    if (file === null)
      return printer.fail({
        ...saveFailure(`${plan.value.path} has come to be there meanwhile.`),
        code: 'file_exists',
      });
    printer.document({ items: assets.map((asset) => ({ asset, file, isNew: true })) });
    const count = `${assets.length} ${assets.length === 1 ? 'file' : 'files'}`;
    printer.line(`${printer.paint('good', 'Saved')} ${plainText(file)} (${count}, ${bytesText(fetched.value.bytes)})`);
    return exitCodes.done;
  } catch (cause) {
    return printer.fail(writeFailure(cause));
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function findAll({ link, texts }: ArchiveOptions): Promise<Result<readonly Asset[], Failure>> {
  const assets = new Map<AssetId, Asset>();
  for (const text of texts) {
    const found = await findAsset(link, text);
    if (!found.ok) return err(found.error);
    assets.set(found.value.id, found.value);
  }
  return ok([...assets.values()]);
}
