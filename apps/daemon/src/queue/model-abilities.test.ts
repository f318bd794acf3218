import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asset, type AssetType, newAssetId } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();

/** A model with presets, that ends on a picture and takes LoRAs. */
const able = (id = 'able') =>
  new ScriptedEngine({
    id,
    model: {
      lastFrame: true,
      loraBase: 'wan-5b',
      parameters: [
        {
          type: 'choice',
          name: 'preset',
          label: 'Preset',
          help: 'How much time a clip takes.',
          choices: [
            { value: 'balanced', label: 'Balanced' },
            { value: 'turbo', label: 'Turbo', sets: { num_inference_steps: 4, guidance_scale: 1 } },
          ],
          default: 'balanced',
        },
        { ...number, name: 'num_inference_steps', min: 1, max: 100, step: 1, default: 30 },
        { ...number, name: 'guidance_scale', min: 0, max: 20, step: 0.1, default: 5 },
      ],
    },
  });
const number = { type: 'number', label: '', help: '' } as const;

async function keep(test: TestStudio, type: AssetType, facts: Partial<Asset> = {}): Promise<Asset> {
  const path = join(test.folders.data, `${type}-${Math.random()}.bin`);
  writeFileSync(path, 'bytes');
  const asset: Asset = {
    id: newAssetId(),
    type,
    name: `A ${type}`,
    bytes: 5,
    sha256: 'a'.repeat(64),
    mimeType: 'application/octet-stream',
    ...(type === 'image' ? { width: 64, height: 64 } : {}),
    favourite: false,
    warnings: [],
    createdAt: new Date(test.clock.now()).toISOString(),
    ...facts,
  };
  await test.store.assets.insert({ asset, path, posterPath: null, settings: null }, test.clock.now());
  return asset;
}

const problemsOf = (made: Awaited<ReturnType<TestStudio['studio']['jobs']['create']>>) =>
  made.ok ? [] : (made.error.errors ?? []).map(({ path }) => path);

describe('a preset', () => {
  it('sets what other parameters default to, and what is given still wins', async () => {
    const test = studio(able());
    const inputs = [
      [{}, { preset: 'balanced', num_inference_steps: 30, guidance_scale: 5 }],
      [{ preset: 'turbo' }, { preset: 'turbo', num_inference_steps: 4, guidance_scale: 1 }],
      [
        { preset: 'turbo', num_inference_steps: 8 },
        { num_inference_steps: 8, guidance_scale: 1 },
      ],
    ] as const;
    for (const [given, resolved] of inputs)
      expect((await test.create({ input: { prompt: 'A fox', ...given } })).input).toMatchObject(resolved);
  });
});

describe('a last frame and LoRAs', () => {
  it('go to the engine as files, each under the place where the input names it', async () => {
    const engine = able();
    const test = studio(engine);
    await test.studio.start();
    const [first, last] = [await keep(test, 'image'), await keep(test, 'image')];
    const [style, hand] = [await keep(test, 'lora'), await keep(test, 'lora')];
    const loras = [{ lora: style.id }, { lora: hand.id, scale: 0.5 }];
    const job = await test.create({ kind: 'image_to_video', input: { image: first.id, last_image: last.id, loras } });
    expect(job.input['loras']).toEqual([
      { lora: style.id, scale: 1 },
      { lora: hand.id, scale: 0.5 },
    ]);
    await test.untilState(job.id, 'submitted');
    const files = engine.submissions[0]?.files ?? {};
    expect(Object.keys(files)).toEqual(['image', 'last_image', 'loras.0.lora', 'loras.1.lora']);
    expect(new Set(Object.values(files)).size).toBe(4);

    const trashed = await test.studio.assets.trash(hand.id);
    expect(trashed).toMatchObject({ ok: false });
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    const end = await test.untilEnd(job.id);
    const details = await test.studio.assets.details(end.output.assetIds[0] ?? newAssetId());
    expect(details?.madeFrom.map(({ id }) => id).toSorted()).toEqual([first.id, last.id, style.id, hand.id].toSorted());
  });

  it('are refused by a model that knows neither, each by its own field', async () => {
    const test = studio();
    const [first, last, style] = [await keep(test, 'image'), await keep(test, 'image'), await keep(test, 'lora')];
    const input = { image: first.id, last_image: last.id, loras: [{ lora: style.id }] };
    expect(problemsOf(await test.studio.jobs.create({ kind: 'image_to_video', input }, null))).toEqual([
      'input.last_image',
      'input.loras',
    ]);
  });

  it('are refused where the file is none, or of another type', async () => {
    const test = studio(able());
    const picture = await keep(test, 'image');
    const input = {
      prompt: 'A fox',
      loras: [{ lora: picture.id }, { lora: newAssetId() }, { lora: 'ast_1', scale: 5 }],
    };
    expect(problemsOf(await test.studio.jobs.create({ kind: 'text_to_video', input }, null)).toSorted()).toEqual([
      'input.loras.0.lora',
      'input.loras.1.lora',
      'input.loras.2.lora',
      'input.loras.2.scale',
    ]);
  });

  it('are refused where a LoRA was trained for another base, and taken where nobody knows', async () => {
    const test = studio(able());
    const loras = ['wan-14b', 'wan-5b', null] as const;
    const kept = await Promise.all(
      loras.map((base) => keep(test, 'lora', { name: 'Film', lora: { base, rank: 16, triggerWords: ['film'] } })),
    );
    const input = { prompt: 'A fox', loras: kept.map(({ id }) => ({ lora: id })) };
    const made = await test.studio.jobs.create({ kind: 'text_to_video', input }, null);
    expect(made).toMatchObject({
      ok: false,
      error: {
        errors: [
          {
            path: 'input.loras.0.lora',
            message: '“Film” was trained for Wan 14B; Scripted model takes LoRAs of Wan 2.2 5B.',
          },
        ],
      },
    });
    expect(await test.studio.assets.get(kept[0]?.id ?? newAssetId())).toMatchObject({
      lora: { triggerWords: ['film'] },
    });
  });
});
