import type {
  ApiClient,
  AssetId,
  CallAnswer,
  CallArguments,
  CreateJobRequest,
  JobId,
  ProjectId,
  RouteName,
} from '@videoexpress/job-schema';
import type { Canary } from '../canary/canaries.ts';
import type { Ledger } from '../kills/ledger.ts';
import type { Facts } from './facts.ts';
import type { Random } from './random.ts';

/** A request that was sent with a key, and what it was answered. */
export interface KeyedRequest {
  readonly key: string;
  readonly requests: readonly CreateJobRequest[];
  readonly isBatch: boolean;
  /** Null: no answer came. */
  ids: readonly JobId[] | null;
}

/** What a made-up client knows, over every run of the daemon in a round. */
export interface ClientWorld {
  readonly random: Random;
  readonly ledger: Ledger;
  readonly facts: Facts;
  /** Prompts that no two requests share, with how many jobs may have each. */
  readonly prompts: Map<string, { least: number; most: number }>;
  readonly keyed: KeyedRequest[];
  readonly jobs: JobId[];
  readonly images: AssetId[];
  readonly assets: AssetId[];
  /** sha256 of what was uploaded, by the asset that it became. */
  readonly uploaded: Map<AssetId, string>;
  readonly projects: ProjectId[];
  /** Every value that a secret was given, in force or not: none may be found in what the daemon leaves on the disk. */
  readonly birds: Canary[];
  /** Everything that was asked and what came, for whoever reads a failed round. */
  readonly diary: string[];
  /** The run of the daemon that is there now. */
  api: ApiClient;
  /** A number that was not given before. */
  fresh(): number;
}

/** How a call ended, as far as a client can know. */
export type Called<Name extends RouteName> =
  | { readonly kind: 'done'; readonly body: CallAnswer<Name>; readonly status: number }
  /** It was refused: nothing was changed. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Nobody knows. */
  | { readonly kind: 'lost' };

const allowedServerErrors = ['database_busy', 'database_failed', 'disk_full', 'shutting_down', 'media_tool_failed'];

/** Calls a route, and writes down what must never be answered. */
export async function ask<Name extends RouteName>(
  world: ClientWorld,
  name: Name,
  args: CallArguments<Name>,
): Promise<Called<Name>> {
  const answer = await world.api.call(name, args);
  const asked = `${name} ${JSON.stringify({ ...args, form: undefined })}`.slice(0, 300);
  if (answer.ok) {
    world.diary.push(`${asked} -> ${answer.value.status}`);
    return { kind: 'done', body: answer.value.body, status: answer.value.status };
  }
  const { error } = answer;
  if (error.code === 'problem') {
    const { code, status, detail } = error.problem;
    world.diary.push(`${asked} -> ${status} ${code} ${detail}`);
    if (status >= 500 && !allowedServerErrors.includes(code))
      world.ledger.broken.push(`${asked} was answered with ${status} ${code}: ${detail}`);
    return { kind: 'refused', code };
  }
  world.diary.push(`${asked} -> ${error.code} ${error.detail}`);
  if (error.code === 'unexpected_answer')
    world.ledger.broken.push(`${asked} was answered with ${error.status} and no known words: ${error.detail}`);
  return { kind: 'lost' };
}
