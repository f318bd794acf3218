import type { Folders, ReadyInfo } from '@videoexpress/host';
import { activeStates } from '@videoexpress/job-schema';
import type { Printer } from '../printer/printer.ts';

/**
 * What a person sees when the studio is up: version, address, folder, what waits, how to stop; and how to log in, where
 * no browser is opened.
 */
export function printBanner(printer: Printer, info: ReadyInfo, opensBrowser: boolean): void {
  const { paint } = printer;
  printer.line();
  printer.line(`  ${paint('strong', 'VideoExpress')} ${info.version}`);
  printer.line();
  printer.line(`  Studio  ${paint('accent', info.url)}`);
  if (!opensBrowser) printer.line(`  Log in  ${printer.hint('videoexpress open')}`);
  printer.line(`  Data    ${info.folders.data}`);
  printer.line(`  Queue   ${queueLine(info.queueCounts)}`);
  printer.line();
  printer.line(`  ${paint('dim', 'Ctrl-C stops it. Nothing is lost: what runs goes on at the next start.')}`);
  printer.line();
}

/** `nothing waits`, or `2 waiting, 1 running, 1 failed`. */
export function queueLine(counts: ReadyInfo['queueCounts']): string {
  const running = activeStates.reduce((sum, state) => sum + counts[state], 0);
  const parts = [
    counts.queued > 0 ? `${counts.queued} waiting` : '',
    running > 0 ? `${running} running` : '',
    counts.succeeded > 0 ? `${counts.succeeded} done` : '',
    counts.failed > 0 ? `${counts.failed} failed` : '',
    counts.cancelled > 0 ? `${counts.cancelled} cancelled` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'empty' : parts.join(', ');
}

interface StartFacts {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly version: string;
  readonly bootId: string | null;
  readonly alreadyRunning: boolean;
  readonly folders: Folders;
}

/** What `start --json` prints. */
export function startDocument({ url, port, pid, version, bootId, alreadyRunning, folders }: StartFacts): object {
  return { url, port, pid, version, bootId, alreadyRunning, dataFolder: folders.data, stateFolder: folders.state };
}
