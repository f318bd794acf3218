import { err, ok, type Result } from '@videoexpress/job-schema';
import type { SecretReader } from '@videoexpress/studio';
import { z } from 'zod';
import { parseJson } from '../gpu-worker/read-answer.ts';
import { type EndpointAddress, isRunPodItself } from './endpoint-address.ts';
import type { HttpExchange } from './http-exchange.ts';

const defaultBase = 'https://api.runpod.io/v2';

// Its `env` may hold secrets, so nothing is taken from the answer but what is used.
const endpointSchema = z.object({
  gpu: z
    .object({ pools: z.array(z.string()).catch([]), count: z.int().positive().catch(1) })
    .catch({ pools: [], count: 1 }),
  workers: z.object({ min: z.int().nonnegative(), max: z.int().nonnegative() }),
});

const catalogSchema = z.object({
  gpus: z.array(
    z.object({
      name: z.string().max(100).optional().catch(undefined),
      pool: z.string().nullable().catch(null),
      price: z.object({ serverless: z.number().positive().optional().catch(undefined) }).catch({}),
    }),
  ),
});

/** What is set up for an endpoint. */
export interface EndpointFacts {
  readonly minWorkers: number;
  readonly maxWorkers: number;
  /** List price of one GPU of the first kind that its workers come from, in US dollars a second; null: not known. */
  readonly pricePerSecondUsd: number | null;
  /** How many GPUs a worker has; each is billed. */
  readonly gpuCount: number;
  /** Names of the GPUs of that kind; null: not known. */
  readonly gpu: string | null;
}

/**
 * RunPod's management API (REST v2), which knows what an endpoint runs on. Asked only where the endpoint is RunPod's own or
 * a stand-in address was set: the key of some other server is never sent to RunPod.
 */
export class ManagementClient {
  readonly #http: HttpExchange;
  readonly #secrets: SecretReader;
  readonly #base: string | null;

  constructor(parts: {
    readonly http: HttpExchange;
    readonly secrets: SecretReader;
    /** A stand-in address; null: RunPod's own. */
    readonly base: string | null;
  }) {
    this.#http = parts.http;
    this.#secrets = parts.secrets;
    this.#base = parts.base;
  }

  /** Refused with a sentence: it could not be asked, or there is nobody to ask. */
  async endpointFacts(endpoint: EndpointAddress, signal: AbortSignal): Promise<Result<EndpointFacts, string>> {
    const base = this.#base ?? (isRunPodItself(endpoint) ? defaultBase : null);
    const key = await this.#secrets.read('RUNPOD_API_KEY');
    if (base === null || key === null) return err('There is no management API to ask.');
    const ask = (path: string) => this.#ask(`${base.replace(/\/+$/, '')}/${path}`, key, signal);
    const [endpointSaid, catalogSaid] = await Promise.all([ask(`serverless/${endpoint.id}`), ask('catalog/gpus')]);
    if (!endpointSaid.ok) return endpointSaid;
    const read = endpointSchema.safeParse(endpointSaid.value);
    if (!read.success) return err("RunPod's management API gave an answer that cannot be read.");
    const { gpu, workers } = read.data;
    const catalog = catalogSaid.ok ? catalogSchema.safeParse(catalogSaid.value) : null;
    const known = catalog?.success === true ? catalog.data : { gpus: [] };
    const [pool] = gpu.pools;
    return ok({
      minWorkers: workers.min,
      maxWorkers: workers.max,
      pricePerSecondUsd: priceOf(pool, known),
      gpuCount: gpu.count,
      gpu: namesOf(pool, known),
    });
  }

  async #ask(url: string, key: string, signal: AbortSignal): Promise<Result<unknown, string>> {
    const headers = { authorization: `Bearer ${key}`, accept: 'application/json' };
    const answer = await this.#http.ask({ method: 'GET', url, headers, signal });
    if (!answer.ok) return err(answer.error.detail);
    const { status, text } = answer.value;
    return status === 200 ? ok(parseJson(text)) : err(`RunPod's management API answered ${status}.`);
  }
}

/** Of several kinds of GPU in one pool the dearest: an estimate should not turn out too low. */
function priceOf(pool: string | undefined, { gpus }: z.infer<typeof catalogSchema>): number | null {
  if (pool === undefined) return null;
  const perHour = gpus.flatMap((gpu) => (gpu.pool === pool ? [gpu.price.serverless ?? 0] : []));
  const dearest = Math.max(0, ...perHour);
  return dearest === 0 ? null : dearest / 3600;
}

function namesOf(pool: string | undefined, { gpus }: z.infer<typeof catalogSchema>): string | null {
  const names = gpus.flatMap(({ pool: its, name }) => (pool !== undefined && its === pool && name ? [name] : []));
  return names.length === 0 ? null : names.join(', ');
}
