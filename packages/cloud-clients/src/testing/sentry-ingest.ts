import { createServer, type IncomingMessage, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** One envelope as it came in. */
export interface ReceivedEnvelope {
  readonly path: string;
  /** The query and headers of the request, in one text. */
  readonly head: string;
  /** The body, unpacked. */
  readonly body: string;
  /** The items in it: what each is, and what it holds. */
  readonly items: readonly { readonly type: string; readonly payload: unknown }[];
}

/** A Sentry ingest on loopback that keeps what it is sent. */
export interface SentryIngest {
  readonly dsn: string;
  readonly envelopes: readonly ReceivedEnvelope[];
  /** The payload of each event that came in. */
  events(): readonly Record<string, unknown>[];
  /** Waits until so many events are in; fails after ten seconds, saying what did come. */
  untilEvents(count: number): Promise<readonly Record<string, unknown>[]>;
  /** Everything that came in, heads and bodies, as one text to search in. */
  everything(): string;
  /** What it answers from now on; `hold` answers nothing. */
  answerWith(status: number | 'hold'): void;
  stop(): Promise<void>;
}

const waitMs = 10_000;

/** Starts one on a free port. Answers as Sentry does: 200 with the id of the event, whatever came in. */
export async function startSentryIngest(): Promise<SentryIngest> {
  const envelopes: ReceivedEnvelope[] = [];
  const waiting = new Set<() => void>();
  let status: number | 'hold' = 200;
  const server = createServer((request, response) => {
    void receive(request).then((envelope) => {
      envelopes.push(envelope);
      for (const look of waiting) look();
      if (status === 'hold') return;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end('{"id":"0"}');
    });
  });
  const port = await listen(server);

  const events = (): readonly Record<string, unknown>[] =>
    envelopes
      .flatMap(({ items }) => items)
      .flatMap(({ type, payload }) =>
        type === 'event' && typeof payload === 'object' && payload !== null ? [{ ...payload }] : [],
      );

  return {
    dsn: `http://publickey0123@127.0.0.1:${port}/1`,
    envelopes,
    events,
    untilEvents: (count) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${events().length} of ${count} events came in: ${JSON.stringify(envelopes)}`));
        }, waitMs);
        const look = (): void => {
          if (events().length < count) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(events());
        };
        waiting.add(look);
        look();
      }),
    everything: () => envelopes.map(({ path, head, body }) => `${path}\n${head}\n${body}`).join('\n'),
    answerWith: (wished) => {
      status = wished;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedEnvelope> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');
  const [path = '', query = ''] = (request.url ?? '').split('?');
  return { path, head: `${query}\n${JSON.stringify(request.headers)}`, body, items: itemsOf(body) };
}

/** An envelope is lines: its header, then a header and a payload for each item. */
function itemsOf(body: string): ReceivedEnvelope['items'] {
  const lines = body.split('\n').filter((line) => line !== '');
  const items: { type: string; payload: unknown }[] = [];
  for (let at = 1; at + 1 < lines.length; at += 2) {
    const header: unknown = JSON.parse(lines[at] ?? '{}');
    const type = typeof header === 'object' && header !== null && 'type' in header ? String(header.type) : '';
    const payload: unknown = JSON.parse(lines[at + 1] ?? 'null');
    items.push({ type, payload });
  }
  return items;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
}
