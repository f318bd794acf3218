import type { IncomingMessage } from 'node:http';
import type { WorkerCall } from '@videoexpress/render-engines';

/** What a worker can ask for, by the name that stands in the address. */
export const workerVerbs = {
  'job-take': { method: 'GET', named: false },
  'job-take-batch': { method: 'GET', named: false },
  'job-stop': { method: 'GET', named: false },
  'job-done': { method: 'POST', named: true },
  'job-stream': { method: 'POST', named: true },
  ping: { method: 'GET', named: false },
  leave: { method: 'POST', named: false },
} as const satisfies Record<string, { method: 'GET' | 'POST'; named: boolean }>;
export type WorkerVerb = keyof typeof workerVerbs;

/** An address of the listener, taken apart. `orderId`: empty where the verb names none. */
export type WorkerAddress =
  | { readonly kind: 'file'; readonly token: string }
  | {
      readonly kind: 'verb';
      readonly verb: WorkerVerb;
      readonly worker: string;
      readonly orderId: string;
      readonly query: URLSearchParams;
    };

/** Where the worker's own addresses begin. RunPod has an endpoint's id in the middle; here there is one of that name. */
export const workerBasePath = '/v2/own-gpu';

const filePattern = /^\/files\/([A-Za-z0-9_-]{43})$/;
const verbPattern = /^\/v2\/own-gpu\/([a-z-]+)\/([A-Za-z0-9._-]{1,64})(?:\/([A-Za-z0-9_-]{1,64}))?$/;

/** Reads a request target. Null: nothing is there. Nothing of it is decoded, so no two spellings mean the same. */
export function readWorkerAddress(target: string): WorkerAddress | null {
  const [path, query] = splitOnce(target, '?');
  const file = filePattern.exec(path);
  if (file !== null) return query === '' ? { kind: 'file', token: file[1] ?? '' } : null;
  const [, name = '', worker = '', orderId = ''] = verbPattern.exec(path) ?? [];
  const verb = Object.keys(workerVerbs).find((known): known is WorkerVerb => known === name);
  if (verb === undefined || workerVerbs[verb].named !== (orderId !== '')) return null;
  return { kind: 'verb', verb, worker, orderId, query: new URLSearchParams(query) };
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}

const mostCharacters = 120;

/** Who is calling, as far as the address says. Null: the host that it called cannot be made into links. */
export function readWorkerCall(request: IncomingMessage, worker: string, query: URLSearchParams): WorkerCall | null {
  const baseUrl = readBaseUrl(request, query.get('base'));
  if (baseUrl === null) return null;
  const schema = query.get('schema');
  return {
    id: worker,
    machine: fact(query.get('machine')),
    gpu: fact(query.get('gpu')),
    version: fact(query.get('version')),
    schemaVersion: schema !== null && /^\d{1,6}$/.test(schema) ? Number(schema) : null,
    baseUrl,
  };
}

/** What it says of itself is shown to a person: one short line, and nothing that moves a cursor. */
function fact(text: string | null): string | null {
  const plain = (text ?? '')
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, mostCharacters);
  return plain === '' ? null : plain;
}

/** Where the worker finds this listener: what it says, as behind a proxy only it knows, else the host that it called. */
function readBaseUrl({ headers }: IncomingMessage, said: string | null): string | null {
  const text = said ?? `http://${headers.host ?? ''}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (!isPlain || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  return url.href.replace(/\/+$/, '');
}
