import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AssetId, ClipSettings } from '@videoexpress/job-schema';
import { writeSafetensors } from '@videoexpress/host/testing';
import { newAssetId, newProjectId } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { FileToImport } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { makeClip, realMedia } from '../testing/real-media.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studios = keptStudios();
const media = realMedia();
const settings: ClipSettings = {
  schema: 1,
  kind: 'text_to_video',
  input: { prompt: '静かな湖', seed: 7, model: 'sketch-1', width: 64, height: 64 },
  engine: 'sketch',
  appVersion: '0.1.0',
  jobId: 'job_elsewhere',
  inputHashes: {},
};

async function started(): Promise<TestStudio> {
  const test = studios(new ScriptedEngine(), { media });
  await test.studio.start();
  return test;
}

const upload = (test: TestStudio, name: string) => path.join(test.folders.uploads, name);

function bring(
  test: TestStudio,
  file: string,
  wishes: Partial<FileToImport> = {},
  signal = AbortSignal.timeout(30_000),
) {
  return test.studio.assets.importFile({ path: file, name: path.basename(file), field: 'file', ...wishes }, signal);
}

async function bringWell(test: TestStudio, file: string, wishes: Partial<FileToImport> = {}) {
  const brought = await bring(test, file, wishes);
  if (!brought.ok) throw new Error(brought.error.detail);
  return brought.value;
}

/** All files of a studio's library and uploads, by name. */
function filesOf({ folders }: TestStudio): readonly string[] {
  return [folders.media, folders.posters, folders.uploads]
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted();
}

describe('a clip that a person brings', () => {
  it('is kept byte for byte, with what made it', async () => {
    const test = await started();
    const file = upload(test, 'lake.mp4');
    await makeClip(file, settings);
    const bytes = await readFile(file);
    const { asset, isNew } = await bringWell(test, file);
    expect(isNew).toBe(true);
    expect(asset).toMatchObject({
      type: 'video',
      name: 'lake.mp4',
      mimeType: 'video/mp4',
      width: 64,
      height: 64,
      fps: 8,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      origin: { kind: 'text_to_video', engine: 'sketch', model: 'sketch-1', prompt: '静かな湖', seed: 7 },
    });
    // The job is one of another library.
    expect(asset.jobId).toBeUndefined();
    const kept = await test.studio.assets.files(asset.id);
    expect(await readFile(kept?.path ?? '')).toEqual(bytes);
    expect(filesOf(test)).toEqual([`${asset.id}.mp4`, `${asset.id}.webp`]);
    expect((await test.studio.assets.details(asset.id))?.settings).toEqual(settings);
  });

  it('has no origin where its tag is none of ours', async () => {
    const test = await started();
    const file = upload(test, 'hostile.mp4');
    await makeClip(file, JSON.stringify({ ...settings, input: { prompt: { toString: 'x' } } }));
    const { asset } = await bringWell(test, file);
    expect(asset.origin).toBeUndefined();
  });

  it('is there once, however often it comes, and comes out of the trash', async () => {
    const test = await started();
    const [file, again] = [upload(test, 'a.mp4'), upload(test, 'b.mp4')];
    await makeClip(file);
    await copyFile(file, again);
    const both = await Promise.all([bringWell(test, file), bringWell(test, again)]);
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1);
    const id = both[0].asset.id;
    expect(both[1].asset.id).toBe(id);
    const kept = (await test.studio.assets.files(id))?.path ?? '';
    const bytes = await readFile(kept);

    expect((await test.studio.assets.trash(id)).ok).toBe(true);
    await writeFile(again, bytes);
    const restored = await bringWell(test, again);
    expect([restored.isNew, restored.asset.id, restored.asset.deletedAt]).toEqual([false, id, undefined]);

    await rm(kept);
    await writeFile(again, bytes);
    expect((await bringWell(test, again)).asset.id).toBe(id);
    expect(await readFile(kept)).toEqual(bytes);
    expect(filesOf(test)).toEqual([`${id}.mp4`, `${id}.webp`]);
  });

  it('takes the wishes that came with it, and refuses those that cannot be', async () => {
    const test = await started();
    const project = await test.studio.projects.create({ name: 'Lakes' });
    if (!project.ok) throw new Error(project.error.detail);
    const [clip, frame] = [upload(test, 'clip.mp4'), upload(test, 'frame.mp4')];
    await makeClip(clip);
    await makeClip(frame, null, 40);
    const again = upload(test, 'again.mp4');
    await copyFile(frame, again);
    const source = await bringWell(test, clip, { name: 'שלום', projectId: project.value.id });
    expect(source.asset).toMatchObject({ name: 'שלום', projectId: project.value.id });

    const refused = async (wishes: Partial<FileToImport>) => {
      const brought = await bring(test, frame, wishes);
      return brought.ok ? [] : brought.error.errors?.map((error) => error.path);
    };
    expect(await refused({ projectId: newProjectId() })).toEqual(['projectId']);
    expect(await refused({ sourceAssetId: newAssetId() })).toEqual(['sourceAssetId']);
    const { asset } = await bringWell(test, frame, { sourceAssetId: source.asset.id });
    expect(asset.sourceAssetId).toBe(source.asset.id);

    const known = await bringWell(test, again, { projectId: project.value.id });
    expect([known.isNew, known.asset.id, known.asset.projectId]).toEqual([false, asset.id, project.value.id]);
  });

  it('leaves nothing when it is refused, or when its sender leaves in the middle', async () => {
    const test = await started();
    const file = upload(test, 'bad.mp4');
    await writeFile(file, '<!doctype html><p>Not found');
    expect(await bring(test, file)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', errors: [{ path: 'file', message: /web page/ }] },
    });
    await makeClip(file);
    const left = new AbortController();
    const bringing = bring(test, file, {}, left.signal);
    left.abort();
    expect((await bringing).ok).toBe(false);
    expect(filesOf(test)).toEqual(['bad.mp4']);
  });

  it('is gone after a kill between its file and its row, which nobody was told of', async () => {
    const engine = new ScriptedEngine();
    const test = studios(engine, { media });
    await test.studio.start();
    const file = upload(test, 'clip.mp4');
    await makeClip(file);
    let isReached: () => void = () => {};
    const reached = new Promise<void>((resolve) => (isReached = resolve));
    const never = new Promise<never>(() => {});
    Object.assign(test.store.assets, {
      insert: () => {
        isReached();
        return never;
      },
    });
    void bring(test, file);
    await reached;
    expect(filesOf(test).map((name) => path.extname(name))).toEqual(['.import', '.mp4', '.webp']);
    const after = await nextRun(studios, test, engine, { media });
    await after.studio.start();
    expect(filesOf(after)).toEqual([]);
  });

  it('stays after a kill between its row and the end of its import', async () => {
    const engine = new ScriptedEngine();
    const test = studios(engine, { media });
    await test.studio.start();
    const file = upload(test, 'clip.mp4');
    await makeClip(file);
    const { asset } = await bringWell(test, file);
    await writeFile(upload(test, `${asset.id}.${asset.createdAt.slice(0, 7)}.import`), '');
    const after = await nextRun(studios, test, engine, { media });
    await after.studio.start();
    expect(filesOf(after)).toEqual([`${asset.id}.mp4`, `${asset.id}.webp`]);
  });

  it('finds its first frame by content, whatever that is called here', async () => {
    const test = await started();
    const picture = upload(test, 'first.mp4');
    await makeClip(picture, null, 90);
    const { asset: first } = await bringWell(test, picture);
    const elsewhere: AssetId = newAssetId();
    const tag = {
      ...settings,
      kind: 'image_to_video',
      input: { image: elsewhere },
      inputHashes: { image: first.sha256 },
    };
    const file = upload(test, 'made.mp4');
    await makeClip(file, JSON.stringify(tag));
    const { asset } = await bringWell(test, file);
    const details = await test.studio.assets.details(asset.id);
    expect(details?.settings?.input['image']).toBe(first.id);
    expect(details?.madeFrom.map(({ id }) => id)).toEqual([first.id]);
  });
});

describe('a LoRA that a person brings', () => {
  it('is kept byte for byte, with what it was trained for, once', async () => {
    const test = await started();
    const file = upload(test, 'film.safetensors');
    const shapes = { 'blocks.0.attn1.to_q.lora_A.weight': [16, 3072], 'blocks.0.attn1.to_q.lora_B.weight': [3072, 16] };
    writeSafetensors(file, shapes, { 'modelspec.trigger_phrase': 'vxfilm' });
    const bytes = await readFile(file);
    const { asset } = await bringWell(test, file);
    expect(asset).toMatchObject({
      type: 'lora',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      lora: { base: 'wan-5b', rank: 16, triggerWords: ['vxfilm'] },
    });
    expect(filesOf(test)).toEqual([`${asset.id}.safetensors`]);
    const kept = await test.studio.assets.files(asset.id);
    expect(await readFile(kept?.path ?? '')).toEqual(bytes);

    const again = upload(test, 'again.safetensors');
    await writeFile(again, bytes);
    expect(await bringWell(test, again)).toMatchObject({ isNew: false, asset: { id: asset.id } });
    expect(filesOf(test)).toEqual([`${asset.id}.safetensors`]);
  });

  it('is refused where it is a whole model, in words, and leaves nothing behind', async () => {
    const test = await started();
    const file = upload(test, 'model.safetensors');
    writeSafetensors(file, { 'blocks.0.attn1.to_q.weight': [4, 4] });
    const brought = await bring(test, file);
    expect(brought).toMatchObject({ ok: false, error: { code: 'invalid_input', errors: [{ path: 'file' }] } });
    expect(filesOf(test).filter((name) => name !== 'model.safetensors')).toEqual([]);
  });
});
