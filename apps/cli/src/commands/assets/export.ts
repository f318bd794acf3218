import { chmodSync, mkdirSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { type ExitCode, exitCodes, plainText } from '@videoexpress/host';
import { type Asset, err, ok, type Result } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command, type Invocation } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { usageFailure, type Failure } from '../../failure.ts';
import { bytesText } from '../../printer/amounts.ts';
import { isDirectory } from '../../saving/output-file.ts';
import { exportArchive, mostInArchive } from './export-archive.ts';
import { createFileExport } from './export-file.ts';
import { forEachAsset } from './each-asset.ts';

/** `videoexpress assets export` */
export const assetsExportCommand: Command = {
  name: 'assets export',
  summary: 'Write files of the library to a file, a folder or a ZIP',
  operands: { usage: 'ID...', min: 1, max: 1000 },
  options: [
    { name: 'output', short: 'o', value: 'FILE', help: 'A file, a folder, or a ZIP (FILE.zip); left out, this folder' },
    { name: 'force', help: 'Replace what is there' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress assets export 1a2b3c4d', what: 'here, named as in the library' },
    { line: 'videoexpress assets export 1a2b3c4d -o fox.mp4', what: 'one file under another name' },
    { line: 'videoexpress assets export 1a2b3c4d 5e6f7a8b -o clips/', what: 'several into a folder' },
    { line: 'videoexpress assets export 1a2b3c4d 5e6f7a8b -o clips.zip', what: 'several as one ZIP' },
  ],
  notes: [
    'In a folder a name that is taken gets a number behind it; a file that is there already with these very bytes is left.',
    'Each file has its name only once it is whole. Ends with 1 when one of several could not be exported.',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const place = readPlace(cli, invocation);
    if (!place.ok) return printer.fail(place.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const made = place.value.isZip ? ok(null) : makeFolder(cli, place.value);
    if (!made.ok) return printer.fail(made.error);
    const over = new AbortController();
    const off = cli.onInterrupt(() => over.abort());
    const { output, overwrite, isZip } = place.value;
    const options = { cli, link: link.value, output, overwrite, signal: over.signal };
    const code = isZip
      ? await exportArchive({ ...options, texts: invocation.positionals })
      : await exportFiles({ ...options, texts: invocation.positionals });
    off();
    return over.signal.aborted && code !== exitCodes.done ? exitCodes.interruptedTwice : code;
  },
};

type ExportOptions = Parameters<typeof exportArchive>[0];

async function exportFiles({ texts, ...options }: ExportOptions): Promise<ExitCode> {
  const { cli, link, signal } = options;
  const exportFile = createFileExport(options);
  const { code } = await forEachAsset(cli, link, texts, {
    notDone: 'Not exported',
    async act(asset) {
      if (signal.aborted) return err(interrupted);
      const file = await exportFile(asset);
      return file.ok ? ok({ asset, ...file.value }) : file;
    },
    tell({ asset, file, isNew }: { readonly asset: Asset; readonly file: string; readonly isNew: boolean }) {
      const word = isNew ? cli.printer.paint('good', 'Saved') : 'Was there already:';
      cli.printer.line(`${word} ${plainText(file)} (${bytesText(asset.bytes)})`);
    },
  });
  return code;
}

const interrupted: Failure = { exitCode: exitCodes.interruptedTwice, code: 'interrupted', message: 'Stopped.' };

interface Place {
  readonly output: string | null;
  readonly overwrite: boolean;
  readonly isZip: boolean;
  readonly several: boolean;
}

function readPlace(cli: Cli, invocation: Invocation): Result<Place, Failure> {
  const output = invocation.value('output');
  const several = new Set(invocation.positionals).size > 1;
  const isZip = output !== null && extname(output).toLowerCase() === '.zip' && !isDirectory(resolve(cli.cwd, output));
  if (output === '') return err(usageFailure('-o is empty.', 'Name a file, a folder, or a ZIP.'));
  if (isZip && invocation.positionals.length > mostInArchive)
    return err(usageFailure(`A ZIP takes at most ${mostInArchive} files.`, 'Export into a folder: -o FOLDER/'));
  return ok({ output, overwrite: invocation.has('force'), isZip, several });
}

/** Several files need a folder: it is made where only it is missing. */
function makeFolder(cli: Cli, { output, several }: Place): Result<null, Failure> {
  if (output === null || (!several && !/[/\\]$/.test(output))) return ok(null);
  const folder = resolve(cli.cwd, output);
  if (isDirectory(folder)) return ok(null);
  try {
    mkdirSync(folder);
    // Whoever may read the person's files may look into it.
    chmodSync(folder, 0o300 | cli.personFileMode | ((cli.personFileMode & 0o444) >> 2));
    return ok(null);
  } catch (cause) {
    const isFile = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    if (isFile) return err(usageFailure(`${folder} is a file, and several files need a folder.`));
    return err(usageFailure(`The folder ${folder} cannot be made.`, 'Name another with -o FOLDER/'));
  }
}
