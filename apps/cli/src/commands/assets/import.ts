import { openAsBlob, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { exitCodes, plainText } from '@videoexpress/host';
import { type Asset, err, maxUploadBytes, ok, type Result } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor, type DaemonLink } from '../../daemon-link/link.ts';
import { callFailure, type Failure } from '../../failure.ts';
import { bytesText } from '../../printer/amounts.ts';

interface Imported {
  readonly asset: Asset;
  /** False where the library had these very bytes already. */
  readonly isNew: boolean;
}

/** `videoexpress assets import` */
export const assetsImportCommand: Command = {
  name: 'assets import',
  summary: 'Put pictures and clips into the library',
  operands: { usage: 'FILE...', min: 1, max: 1000 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress assets import *.mp4', what: 'clips, with the settings that are in them' }],
  notes: [
    'PNG, JPEG, WebP, AVIF, GIF; MP4, MOV, WebM, MKV of at most 2 GB. What each file is, is told by its content.',
    'A file that the library has already is not added again. Ends with 1 when one of several was not taken.',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const items: object[] = [];
    let failed = 0;
    for (const file of invocation.positionals) {
      const imported = await importFile(link.value, resolve(cli.cwd, file));
      if (imported.ok) {
        const { asset, isNew } = imported.value;
        items.push({ file, asset, isNew });
        printer.line(`${isNew ? 'Added' : 'Was there already:'} ${plainText(asset.name)} (${bytesText(asset.bytes)})`);
      } else {
        failed += 1;
        const { code, message } = imported.error;
        items.push({ file, error: { code, message } });
        printer.note(`${printer.paint('bad', 'Not added:')} ${plainText(file)}. ${plainText(message)}`);
        // Every other file would end the same way.
        if (code === 'unreachable') break;
      }
    }
    printer.document({ items });
    return failed === 0 ? exitCodes.done : exitCodes.error;
  },
};

async function importFile({ client }: DaemonLink, path: string): Promise<Result<Imported, Failure>> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return err(unusable('There is no such file.'));
  if (!found.isFile()) return err(unusable('It is not a file.'));
  if (found.size > maxUploadBytes) return err(unusable(`It is larger than ${maxUploadBytes / 1024 ** 3} GB.`));
  const form = new FormData();
  try {
    form.set('file', await openAsBlob(path), basename(path));
  } catch (cause) {
    return err(unusable(`It cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`));
  }
  const added = await client.call('createAsset', { form });
  if (added.ok) return ok({ asset: added.value.body, isNew: added.value.status === 201 });
  const failure = callFailure(added.error);
  const said = failure.errors?.map(({ message }) => message);
  return err({ ...failure, message: said?.join(' ') ?? failure.message });
}

function unusable(message: string): Failure {
  return { exitCode: exitCodes.error, code: 'invalid_input', message };
}
