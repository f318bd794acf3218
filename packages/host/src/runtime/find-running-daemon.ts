import { createApiClient, type CallAnswer } from '@videoexpress/job-schema';
import type { Folders } from '../folders/folders.ts';
import { readToken } from '../folders/state-secrets.ts';
import { processesHolding, proveDaemonProcess } from './daemon-process.ts';
import { readRuntimeFile, type RuntimeInfo } from './runtime-file.ts';

/** A daemon of this studio as seen from outside. */
export type DaemonSighting =
  /** It answered with its token and the boot id of its runtime file. */
  | {
      readonly state: 'running';
      readonly info: RuntimeInfo;
      readonly token: string;
      readonly health: CallAnswer<'getHealth'>;
    }
  /** A runtime file is left of a daemon that is gone. */
  | { readonly state: 'stale'; readonly info: RuntimeInfo }
  /** A process has the lock file open and does not answer: it starts, stops, or hangs. Exit code 4. */
  | { readonly state: 'not_answering'; readonly info: RuntimeInfo | null; readonly pids: readonly number[] }
  | { readonly state: 'none' };

export interface FindOptions {
  /** How long to wait for an answer, 3 seconds when left out. */
  readonly timeoutMs?: number;
  readonly platform?: NodeJS.Platform;
}

/**
 * Looks for the daemon of these folders. The token is sent only where the process id of the runtime file is not known
 * to be someone else's, and an answer counts only with the same boot id: another daemon on that port is not this one.
 */
export async function findRunningDaemon(folders: Folders, options: FindOptions = {}): Promise<DaemonSighting> {
  const platform = options.platform ?? process.platform;
  const info = readRuntimeFile(folders.runtimeFile);
  if (info === null) return withoutAnswer(folders, null, platform);
  const proof = await proveDaemonProcess(info.pid, folders.lockFile, platform);
  if (proof === 'gone' || proof === 'foreign') return withoutAnswer(folders, info, platform);
  const token = readToken(folders.tokenFile);
  if (token === null) return withoutAnswer(folders, info, platform);
  const health = await askHealth(info, token, options.timeoutMs ?? 3000);
  if (health?.bootId === info.bootId) return { state: 'running', info, token, health };
  if (proof === 'ours') return { state: 'not_answering', info, pids: [info.pid] };
  return withoutAnswer(folders, info, platform);
}

async function withoutAnswer(
  folders: Folders,
  info: RuntimeInfo | null,
  platform: NodeJS.Platform,
): Promise<DaemonSighting> {
  const holders = (await processesHolding(folders.lockFile, platform))?.filter((pid) => pid !== process.pid) ?? [];
  if (holders.length > 0) return { state: 'not_answering', info, pids: holders };
  return info === null ? { state: 'none' } : { state: 'stale', info };
}

async function askHealth(info: RuntimeInfo, token: string, timeoutMs: number): Promise<CallAnswer<'getHealth'> | null> {
  const client = createApiClient({ baseUrl: info.url, token });
  const answer = await client.call('getHealth', { signal: AbortSignal.timeout(timeoutMs) });
  return answer.ok ? answer.value.body : null;
}

export type SignalOutcome = 'sent' | 'gone' | 'not_proven';

/**
 * Signals the daemon of a runtime file, and only where the process is proven to be it, at this moment. `confirmed` says
 * that it has just answered with its boot id, which is proof where the system shows no open files (Windows).
 */
export async function signalDaemon(
  folders: Folders,
  pid: number,
  signal: NodeJS.Signals,
  confirmed: boolean,
  platform: NodeJS.Platform = process.platform,
): Promise<SignalOutcome> {
  const proof = await proveDaemonProcess(pid, folders.lockFile, platform);
  if (proof === 'gone') return 'gone';
  if (proof === 'foreign' || (proof === 'unknown' && !confirmed)) return 'not_proven';
  try {
    process.kill(pid, signal);
    return 'sent';
  } catch {
    return 'gone';
  }
}
