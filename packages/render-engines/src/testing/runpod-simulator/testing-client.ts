import { z } from 'zod';
import type { RunPodSimulator } from './runpod-simulator.ts';

/** What came back of a call, with the body as it was. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly contentType: string;
  readonly retryAfter: string | null;
}

const idSchema = z.object({ id: z.string() });
const bodySchema = z.record(z.string(), z.unknown());

/** A plain client of the job API, without any rule of its own. Calls reject where the connection fails. */
export function createTestingClient(runpod: Pick<RunPodSimulator, 'endpointUrl' | 'apiKey'>) {
  const call = async (method: string, path: string, body?: unknown, key = runpod.apiKey): Promise<Reply> => {
    const response = await fetch(`${runpod.endpointUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    return {
      status: response.status,
      text: await response.text(),
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
    };
  };
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const reply = await call('GET', path);
    if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
    return bodySchema.parse(JSON.parse(reply.text));
  };
  return {
    call,
    get,
    /** Submits an input; the id of the job. */
    async submit(input: unknown, policy?: Record<string, unknown>): Promise<string> {
      const reply = await call('POST', '/run', { input, ...(policy === undefined ? {} : { policy }) });
      if (reply.status !== 200) throw new Error(`/run answered ${reply.status}: ${reply.text}`);
      return idSchema.parse(JSON.parse(reply.text)).id;
    },
    status: (id: string) => get(`/status/${id}`),
  };
}
