import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkerUpload } from '@videoexpress/job-schema/worker';

interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** A few objects behind links, in memory: enough of S3 for what a worker does. Links hold a word that nobody can guess. */
export interface MemoryObjects {
  readonly origin: string;
  readonly stored: Map<string, StoredObject>;
  /** Every PUT that came in, by key, taken or not. */
  readonly puts: readonly string[];
  /** Statuses of the next PUTs, in place of storing anything. */
  readonly putFaults: number[];
  readonly link: (key: string) => string;
  /** The links of an attempt, under `renders/<job>/<attempt>`. */
  readonly uploadOf: (jobId: string, attemptId: string) => Extract<WorkerUpload, { type: 'presigned' }>;
  readonly close: () => Promise<void>;
}

/** Starts it on a free loopback port. */
export async function startMemoryObjects(): Promise<MemoryObjects> {
  const stored = new Map<string, StoredObject>();
  const puts: string[] = [];
  const putFaults: number[] = [];
  const signature = randomUUID();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const key = url.pathname.slice(1);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (url.searchParams.get('signature') !== signature) return end(response, 403);
    if (request.method === 'PUT') {
      puts.push(key);
      const fault = putFaults.shift();
      if (fault !== undefined) return end(response, fault);
      if (request.headers['if-none-match'] === '*' && stored.has(key)) return end(response, 412);
      stored.set(key, { bytes: Buffer.concat(chunks), contentType: request.headers['content-type'] ?? '' });
      return end(response, 200);
    }
    const object = stored.get(key);
    if (object === undefined) return end(response, 404);
    response.writeHead(200, { 'content-type': object.contentType, 'content-length': object.bytes.length });
    response.end(request.method === 'HEAD' ? undefined : object.bytes);
  }

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const link = (key: string) => `${origin}/${key}?signature=${signature}`;
  return {
    origin,
    stored,
    puts,
    putFaults,
    link,
    uploadOf(jobId, attemptId) {
      const key = `renders/${jobId}/${attemptId}`;
      return {
        type: 'presigned',
        video_put_url: link(`${key}.mp4`),
        poster_put_url: link(`${key}.webp`),
        result_put_url: link(`${key}.json`),
        result_get_url: link(`${key}.json`),
        claim_put_url: link(`${key}.claim.json`),
        claim_get_url: link(`${key}.claim.json`),
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
