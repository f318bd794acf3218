import { readFileSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { err, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { RenderEngine, RenderRequest, SubmitError } from '@videoexpress/studio';
import { createFarm, type FarmFate } from './farm.ts';
import type { Random } from './random.ts';

/** How an engine that renders elsewhere behaves, each from 0, never, to 1, always. */
export interface FarmMood {
  /** Submissions that it surely did not take. */
  readonly refuses: number;
  /** Submissions with no answer: half of them it took all the same. */
  readonly losesAnswers: number;
  /** Looks that it does not answer, or not in words anyone knows. */
  readonly mumbles: number;
  /** Renders that come to nothing good. */
  readonly spoils: number;
  /** Milliseconds that a render takes, at most. */
  readonly rendersForMs: number;
  /** Calls that take up to a second longer. */
  readonly dawdles: number;
  /** Looks that are never answered, until whoever asked gives up. */
  readonly hangs: number;
}

export interface FarmEngineDeps {
  readonly folder: string;
  /** The good clip: 64 × 64, 8 frames at 8 a second. */
  readonly clip: string;
  readonly mood: FarmMood;
  readonly random: Random;
  readonly maxConcurrent: number;
}

/** What an engine says that did not take a job; the waits are short, because a round is. */
const refusals: readonly SubmitError[] = [
  { code: 'busy', retryAfterMs: 200, detail: '429' },
  { code: 'unreachable', retryAfterMs: 200, detail: 'ECONNREFUSED' },
  { code: 'unauthorized', retryAfterMs: 200, detail: '401' },
  { code: 'rejected', detail: '400', userMessage: 'The prompt was refused. Nothing was spent.' },
];
const spoiled: readonly FarmFate[] = ['truncated', 'html', 'empty', 'no index', 'fails', 'gone', 'crashes'];

/** An engine over a farm that has moods: every way an outside service was seen to answer, drawn at random. */
export function createFarmEngine(deps: FarmEngineDeps): RenderEngine {
  const { mood, random } = deps;
  const farm = createFarm(deps.folder);
  const { description } = new ScriptedEngine({ id: 'farm', pricePerSecondUsd: 0.001 });

  async function dawdle(): Promise<void> {
    const longestMs = random.chance(mood.dawdles) ? 1000 : 20;
    if (mood.dawdles > 0) await new Promise((resolve) => setTimeout(resolve, random.next() * longestMs));
  }

  function take({ attemptId }: RenderRequest): void {
    const fate = random.chance(mood.spoils) ? random.pick(spoiled) : 'good';
    farm.take(attemptId, { takenAtMs: Date.now(), doneAfterMs: random.next() * mood.rendersForMs, fate });
  }

  return {
    description,
    maxConcurrent: deps.maxConcurrent,
    configure() {},
    async health() {
      return { id: 'farm', label: 'Farm', status: 'ok', latencyMs: 0, detail: 'It answers.', fix: null };
    },
    async submit(request) {
      await dawdle();
      if (random.chance(mood.refuses)) return err(random.pick(refusals));
      if (random.chance(mood.losesAnswers)) {
        if (random.chance(0.5)) take(request);
        return err({ code: 'unknown', detail: 'The connection was reset.' });
      }
      take(request);
      await dawdle();
      return ok({ remoteId: request.attemptId });
    },
    async adopt({ attemptId }) {
      if (random.chance(mood.mumbles)) return err({ code: 'unreachable', detail: 'ETIMEDOUT' });
      return ok(farm.look(attemptId) === null ? null : { remoteId: attemptId });
    },
    async poll({ remoteId }, signal) {
      if (random.chance(mood.hangs))
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      await dawdle();
      if (random.chance(mood.mumbles))
        return err({ code: random.pick(['unreachable', 'unreadable'] as const), detail: 'status: BEZIG' });
      const render = farm.look(remoteId);
      if (render === null) return ok({ state: 'lost' });
      const fraction = (Date.now() - render.takenAtMs) / Math.max(1, render.doneAfterMs);
      // The wall clock of the machine may have been set back meanwhile.
      if (fraction >= 0 && fraction < 1)
        return ok(
          random.chance(mood.mumbles)
            ? { state: 'waiting' }
            : { state: 'running', progress: { fraction, stage: 'Rendering' } },
        );
      switch (render.fate) {
        case 'fails':
          return ok({
            state: 'failed',
            code: 'engine_failed',
            detail: 'OOM',
            userMessage: 'It failed.',
            billed: false,
          });
        case 'crashes':
          return ok({ state: 'crashed', detail: 'SIGSEGV' });
        case 'gone':
          farm.forget(remoteId);
          return ok({ state: 'lost' });
        default:
          return ok({ state: 'finished', warnings: [], actualUsd: 0.001 });
      }
    },
    async cancel({ attemptId }) {
      await dawdle();
      if (random.chance(mood.mumbles)) return err({ code: 'unreachable', detail: 'EPIPE' });
      farm.forget(attemptId);
      return ok(null);
    },
    async retrieve({ remoteId }, toPath) {
      await dawdle();
      if (random.chance(mood.mumbles)) return err({ code: 'unreachable', detail: 'ECONNRESET' });
      const render = farm.look(remoteId);
      if (render === null) return err({ code: 'gone', detail: '404' });
      return hand(render.fate, deps.clip, toPath);
    },
    async release({ attemptId }) {
      farm.forget(attemptId);
    },
    async close() {},
  };
}

async function hand(fate: FarmFate, clip: string, toPath: string) {
  try {
    if (fate === 'good') await copyFile(clip, toPath);
    else writeFileSync(toPath, badBytes(fate, readFileSync(clip)));
    return ok(null);
  } catch (cause) {
    const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    return err({ code: full ? ('disk_full' as const) : ('unreachable' as const), detail: String(cause) });
  }
}

function badBytes(fate: FarmFate, good: Buffer): Buffer {
  switch (fate) {
    case 'html':
      return Buffer.from('<!doctype html><title>502</title><h1>Bad gateway</h1>');
    case 'empty':
      return Buffer.alloc(0);
    case 'no index':
      return Buffer.from(good.toString('latin1').replace('moov', 'free'), 'latin1');
    default:
      return good.subarray(0, Math.floor(good.length * 0.6));
  }
}
