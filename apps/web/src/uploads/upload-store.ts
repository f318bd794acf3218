import { useSyncExternalStore } from 'react';
import { countUploads, type QueueUploadsOptions, type Upload, type UploadState } from './upload.ts';
import { failureOf, faultOfFile, unreadable } from './upload-words.ts';

/** Sent at the same time: the second one's bytes fill the time in which the first one is checked. */
const mostAtOnce = 2;

interface Order {
  readonly file: File;
  readonly options: QueueUploadsOptions;
}

const none: readonly Upload[] = [];
let uploads: readonly Upload[] = none;
let lastId = 0;
/** The files themselves, for as long as they may still be sent. */
const orders = new Map<number, Order>();
const underWay = new Map<number, AbortController>();
const listeners = new Set<() => void>();

function set(next: readonly Upload[]): void {
  uploads = next.length === 0 ? none : next;
  for (const listener of listeners) listener();
}

function setState(id: number, state: UploadState): void {
  set(uploads.map((upload) => (upload.id === id ? { ...upload, state } : upload)));
}

/** Puts files on their way into the library, one after the other, two at a time. What is wrong with one stops no other. */
export function queueUploads(files: readonly File[], options: QueueUploadsOptions = {}): void {
  if (files.length === 0) return;
  const added = files.map((file): Upload => {
    lastId += 1;
    const fault = faultOfFile(file);
    if (fault === null) orders.set(lastId, { file, options });
    return { id: lastId, name: file.name, bytes: file.size, state: fault ?? { kind: 'waiting' } };
  });
  // What came in before is counted no more once nothing is under way; what did not is still to be seen.
  const isOver = countUploads(uploads).unended === 0;
  set([...(isOver ? uploads.filter(({ state }) => state.kind === 'failed') : uploads), ...added]);
  startMore();
}

/** Takes one off the list; what was sent of it is thrown away by the daemon. */
export function cancelUpload(id: number): void {
  underWay.get(id)?.abort();
  orders.delete(id);
  set(uploads.filter((upload) => upload.id !== id));
  startMore();
}

/** Sends again what failed for a reason that lies not in the file. @param id one of them; left out, all */
export function retryUploads(id?: number): void {
  const isMeant = ({ id: own, state }: Upload) =>
    (id === undefined || id === own) && state.kind === 'failed' && state.canRetry;
  set(uploads.map((upload) => (isMeant(upload) ? { ...upload, state: { kind: 'waiting' } } : upload)));
  startMore();
}

/** Empties the list; what is still on its way is cancelled. */
export function clearUploads(): void {
  for (const controller of underWay.values()) controller.abort();
  orders.clear();
  set(none);
}

function startMore(): void {
  while (underWay.size < mostAtOnce) {
    const next = uploads.find(({ state }) => state.kind === 'waiting');
    const order = next && orders.get(next.id);
    if (next === undefined || order === undefined) break;
    void send(next.id, order);
  }
  if (underWay.size === 0) globalThis.removeEventListener('beforeunload', holdPage);
  else globalThis.addEventListener('beforeunload', holdPage);
}

/** Leaving the page would cut what is on its way. */
function holdPage(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

async function send(id: number, order: Order): Promise<void> {
  const controller = new AbortController();
  underWay.set(id, controller);
  setState(id, { kind: 'sending', fraction: 0 });
  const state = await sendOrder(id, order, controller.signal);
  underWay.delete(id);
  if (!controller.signal.aborted) {
    if (state.kind !== 'failed') orders.delete(id);
    setState(id, state);
    if (state.kind === 'added') order.options.onAdded?.(state.asset);
  }
  startMore();
}

async function sendOrder(id: number, { file, options }: Order, signal: AbortSignal): Promise<UploadState> {
  if (!(await canBeRead(file))) return unreadable;
  let sent = 0;
  const { projectId } = options;
  // What sends is fetched with the first file; where it cannot be, neither could the file be sent.
  const sender = await import('./upload-file.ts').catch(() => null);
  if (sender === null)
    return failureOf({ code: 'unreachable', detail: 'The page could not fetch what sends files' }, 0);
  const uploaded = await sender.sendFile(file, {
    signal,
    onProgress: (fraction) => {
      sent = fraction;
      if (!signal.aborted) setState(id, { kind: 'sending', fraction });
    },
    ...(projectId === undefined ? {} : { projectId }),
  });
  return uploaded.ok ? { kind: 'added', ...uploaded.value } : failureOf(uploaded.error, sent);
}

/** One byte tells: a folder, or a file that is gone, gives none. */
async function canBeRead(file: File): Promise<boolean> {
  try {
    return (await file.slice(0, 1).arrayBuffer()).byteLength === 1;
  } catch {
    return false;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The files that were given since the list was last emptied, first given first. */
export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    subscribe,
    () => uploads,
    () => none,
  );
}
