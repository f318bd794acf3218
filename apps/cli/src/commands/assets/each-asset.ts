import { type ExitCode, exitCodes, plainText } from '@videoexpress/host';
import type { Asset, Result } from '@videoexpress/job-schema';
import type { Cli } from '../../cli.ts';
import type { DaemonLink } from '../../daemon-link/link.ts';
import type { Failure } from '../../failure.ts';
import { findAsset } from './asset-id.ts';

/** What a command on several assets prints, and what it says of those that it could not do. */
export interface EachAsset<T extends object> {
  /** For example `Not deleted`. */
  readonly notDone: string;
  readonly act: (asset: Asset) => Promise<Result<T, Failure>>;
  /** Says that it is done. */
  readonly tell: (done: T) => void;
}

/**
 * Does the same to each asset that was named, one after the other, and prints one document. One alone that fails ends as
 * any command does; of several, those that can be done are.
 */
export async function forEachAsset<T extends object>(
  { printer }: Cli,
  link: DaemonLink,
  texts: readonly string[],
  { notDone, act, tell }: EachAsset<T>,
): Promise<{ readonly code: ExitCode; readonly done: readonly T[] }> {
  const done: T[] = [];
  const items: object[] = [];
  const named = [...new Set(texts)];
  for (const text of named) {
    const found = await findAsset(link, text);
    const acted = found.ok ? await act(found.value) : found;
    if (acted.ok) {
      done.push(acted.value);
      items.push(acted.value);
      tell(acted.value);
      continue;
    }
    if (named.length === 1) return { code: printer.fail(acted.error), done };
    const { code, message, fix } = acted.error;
    items.push({ id: found.ok ? found.value.id : text, error: { code, message } });
    const about = found.ok ? `${plainText(found.value.name)}. ` : '';
    printer.note(`${printer.paint('bad', `${notDone}:`)} ${about}${plainText(message)}`);
    // Every other one would end the same way.
    if (code === 'unreachable' || code === 'disk_full' || code === 'interrupted') {
      if (fix !== undefined) printer.note(fix);
      break;
    }
  }
  printer.document({ items });
  return { code: done.length === named.length ? exitCodes.done : exitCodes.error, done };
}
