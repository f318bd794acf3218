import type { CreateJobRequest, ParameterValue } from '@videoexpress/job-schema';
import { type GenerateDraft, modelKey, modelSettings } from './draft.ts';
import type { QualityId, RatioId } from './frame-size.ts';
import { jobRequest, planOf, type RunsOn } from './job-request.ts';

/** Most jobs that the queue takes at once. */
export const mostInBatch = 200;
/** Most settings that vary in one batch: two span a table that a person can still read. */
export const mostVaried = 2;

/** One setting, with the values it takes in turn. */
export type Variation =
  | { readonly of: 'seconds'; readonly values: readonly number[] }
  | { readonly of: 'ratio'; readonly values: readonly RatioId[] }
  | { readonly of: 'quality'; readonly values: readonly QualityId[] }
  | { readonly of: 'parameter'; readonly name: string; readonly values: readonly ParameterValue[] };

/** What a batch is made of. */
export interface BatchChoice {
  /** Each line of the prompt is a clip of its own. */
  readonly isLineByLine: boolean;
  /** As many different seeds, or these very ones. */
  readonly seeds:
    | { readonly of: 'random'; readonly count: number }
    | { readonly of: 'list'; readonly seeds: readonly number[] };
  readonly variations: readonly Variation[];
}

/** Everything that a batch would queue. */
export interface BatchPlan {
  readonly drafts: readonly GenerateDraft[];
  readonly clips: number;
  /** The length of all clips together, in seconds. */
  readonly filmSeconds: number;
  /** Why it cannot be queued as it is; null where it can. */
  readonly problem: string | null;
}

/** The lines of a prompt that say something. */
export function promptLines(prompt: string): readonly string[] {
  return prompt
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function varied(draft: GenerateDraft, variation: Variation, on: RunsOn): readonly GenerateDraft[] {
  switch (variation.of) {
    case 'seconds':
      return variation.values.map((seconds) => ({ ...draft, seconds, frames: null }));
    case 'ratio':
      return variation.values.map((ratio) => withoutExactSize({ ...draft, ratio }, on));
    case 'quality':
      return variation.values.map((quality) => withoutExactSize({ ...draft, quality }, on));
    case 'parameter':
      return variation.values.map((value) => {
        const settings = modelSettings(draft, on.engine.id, on.model.id);
        return withSettings(draft, on, {
          ...settings,
          parameters: { ...settings.parameters, [variation.name]: value },
        });
      });
  }
}

function withSettings(draft: GenerateDraft, on: RunsOn, settings: GenerateDraft['models'][string]): GenerateDraft {
  return { ...draft, models: { ...draft.models, [modelKey(on.engine.id, on.model.id)]: settings } };
}

/** A size set by hand would else win over every ratio and quality. */
function withoutExactSize(draft: GenerateDraft, on: RunsOn): GenerateDraft {
  return withSettings(draft, on, { ...modelSettings(draft, on.engine.id, on.model.id), size: null });
}

/**
 * Every draft of a batch: each line, with each value of each setting, with each seed. Seeds drawn here are the same for
 * every line and setting, so that two clips differ in what is compared and in nothing else. `drawSeed` is asked once a
 * seed.
 */
export function planBatch(draft: GenerateDraft, on: RunsOn, choice: BatchChoice, drawSeed: () => number): BatchPlan {
  const lines = choice.isLineByLine ? promptLines(draft.prompt) : [draft.prompt];
  const seedCount = choice.seeds.of === 'random' ? choice.seeds.count : choice.seeds.seeds.length;
  const clips = choice.variations.reduce((count, { values }) => count * values.length, lines.length * seedCount);
  const problem = problemOf(clips, lines.length, seedCount, choice);
  // Too many are counted, not made.
  if (problem !== null) return { drafts: [], clips, filmSeconds: 0, problem };

  const shares = choice.variations.length > 0 || seedCount > 1;
  const seeds = seedsOf(choice, draft.seed, shares, drawSeed);
  const drafts = lines.flatMap((prompt) =>
    choice.variations
      .reduce<readonly GenerateDraft[]>(
        (all, each) => all.flatMap((one) => varied(one, each, on)),
        [{ ...draft, prompt }],
      )
      .flatMap((one) => seeds.map((seed) => ({ ...one, seed }))),
  );
  const plans = drafts.map((each) => planOf(each, on));
  const filmSeconds = plans.reduce((sum, plan) => sum + (plan === null ? 0 : plan.num_frames / plan.fps), 0);
  const impossible = plans.some((plan) => plan === null);
  return {
    drafts,
    clips,
    filmSeconds,
    problem: impossible ? 'Some of these sizes or lengths are not possible.' : null,
  };
}

function seedsOf(choice: BatchChoice, kept: number | null, shares: boolean, drawSeed: () => number) {
  if (choice.seeds.of === 'list') return choice.seeds.seeds;
  if (choice.seeds.count === 1) return [kept ?? (shares ? drawSeed() : null)];
  return Array.from({ length: choice.seeds.count }, drawSeed);
}

function problemOf(clips: number, lines: number, seeds: number, choice: BatchChoice): string | null {
  if (lines === 0) return 'Write one prompt a line.';
  if (seeds === 0) return 'Name at least one seed.';
  if (choice.variations.some(({ values }) => values.length === 0)) return 'Choose at least one value of each setting.';
  if (clips > mostInBatch) return `${clips} clips are more than the queue takes at once. ${mostInBatch} are possible.`;
  return null;
}

/** The requests of a batch, in its order. */
export function batchRequests(plan: BatchPlan, on: RunsOn): readonly CreateJobRequest[] {
  return plan.drafts.map((draft) => jobRequest(draft, on));
}

/** Seeds as a person writes them: with spaces, commas or lines between them. Null where one is none. */
export function seedsFrom(text: string, largest: number): readonly number[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const seeds = words.map(Number);
  return seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed <= largest) ? [...new Set(seeds)] : null;
}
