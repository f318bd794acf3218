import { createJobsRequestSchema } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { engineOf } from '../../testing/engine-of.ts';
import { modelOf } from '../../testing/model-of.ts';
import { type BatchChoice, batchRequests, planBatch, promptLines, seedsFrom } from './batch-plan.ts';
import { emptyDraft } from './draft.ts';

const parameters = [{ type: 'switch' as const, name: 'words', label: 'Words', help: '', default: true }];
const model = { ...modelOf(), parameters };
const on = { engine: engineOf({ models: [model] }), model };
const draft = { ...emptyDraft, prompt: 'A fox\n\n  A boat  \nA tram' };
const single: BatchChoice = { isLineByLine: false, seeds: { of: 'random', count: 1 }, variations: [] };

function inputs(choice: BatchChoice, from = draft) {
  let drawn = 100;
  const plan = planBatch(from, on, choice, () => drawn++);
  const requests = batchRequests(plan, on);
  if (plan.problem === null) expect(createJobsRequestSchema.safeParse({ jobs: requests }).success).toBe(true);
  return { plan, inputs: requests.map(({ input }) => input) };
}

describe('planBatch', () => {
  it('makes one job a line, each with a seed of its own', () => {
    const { plan, inputs: made } = inputs({ ...single, isLineByLine: true });
    expect(made.map(({ prompt }) => prompt)).toEqual(['A fox', 'A boat', 'A tram']);
    expect(made.every((input) => !('seed' in input))).toBe(true);
    expect(plan).toMatchObject({ clips: 3, problem: null });
    expect(plan.filmSeconds).toBeCloseTo(3 * (81 / 16), 6);
  });

  it('spans a table of seeds and settings, with the same seeds for each setting', () => {
    const { plan, inputs: made } = inputs({
      isLineByLine: false,
      seeds: { of: 'random', count: 2 },
      variations: [
        { of: 'seconds', values: [3, 8] },
        { of: 'parameter', name: 'words', values: [true, false] },
      ],
    });
    expect(plan.clips).toBe(8);
    expect(made.map(({ num_frames, words, seed }) => [num_frames, words, seed])).toEqual([
      [48, true, 100],
      [48, true, 101],
      [48, false, 100],
      [48, false, 101],
      [128, true, 100],
      [128, true, 101],
      [128, false, 100],
      [128, false, 101],
    ]);
    expect(plan.filmSeconds).toBe(4 * 3 + 4 * 8);
  });

  it('varies ratio and quality also where a size was set by hand', () => {
    const exact = { 'sketch/sketch-1': { parameters: {}, fps: null, size: { width: 640, height: 360 } } };
    const choice: BatchChoice = {
      isLineByLine: false,
      seeds: { of: 'list', seeds: [7] },
      variations: [
        { of: 'ratio', values: ['16:9', '1:1'] },
        { of: 'quality', values: ['draft', 'standard'] },
      ],
    };
    const { inputs: made } = inputs(choice, { ...draft, models: exact });
    expect(made.map(({ width, height }) => `${String(width)}x${String(height)}`)).toEqual([
      '496x288',
      '832x480',
      '384x384',
      '624x624',
    ]);
    expect(made.every(({ seed }) => seed === 7)).toBe(true);
  });

  it('keeps the seed of the form where only settings vary', () => {
    const variations = [{ of: 'seconds', values: [3, 5] }] as const;
    const { inputs: made } = inputs({ ...single, variations }, { ...draft, seed: 0 });
    expect(made.map(({ seed }) => seed)).toEqual([0, 0]);
  });

  it('says why a batch cannot be queued, and how large it would be', () => {
    const many = inputs({ ...single, isLineByLine: true, seeds: { of: 'random', count: 100 } });
    expect(many.plan).toMatchObject({ clips: 300, problem: expect.stringContaining('200 are possible') });
    expect(many.inputs).toEqual([]);
    expect(inputs({ ...single, isLineByLine: true }, { ...draft, prompt: '\n ' }).plan.problem).toContain('line');
    expect(inputs({ ...single, seeds: { of: 'list', seeds: [] } }).plan.problem).toContain('seed');
    expect(inputs({ ...single, variations: [{ of: 'ratio', values: [] }] }).plan.problem).toContain('value');
    expect(inputs({ ...single, variations: [{ of: 'seconds', values: [3, 900] }] }).plan.problem).toContain(
      'not possible',
    );
  });
});

describe('reading what was typed', () => {
  it('takes lines that say something', () => {
    expect(promptLines('\n a \n\t\nب\n')).toEqual(['a', 'ب']);
  });

  it('takes seeds with anything usual between them, each once', () => {
    expect(seedsFrom('1, 2  3\n2;0', 10)).toEqual([1, 2, 3, 0]);
    expect(seedsFrom('', 10)).toEqual([]);
    expect(seedsFrom('1 x', 10)).toBeNull();
    expect(seedsFrom('11', 10)).toBeNull();
    expect(seedsFrom('-1', 10)).toBeNull();
    expect(seedsFrom('1.5', 10)).toBeNull();
  });
});
