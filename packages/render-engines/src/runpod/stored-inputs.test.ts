import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAssetId, newAttemptId } from '@videoexpress/job-schema';
import type { ObjectStore, RenderRef } from '@videoexpress/studio';
import { ManualClock, MemoryObjectStorage } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPodRoom, type RunPodRoom } from '../testing/runpod-room.ts';
import { smallRender } from '../testing/small-render.ts';
import { StoredInputs } from './stored-inputs.ts';

const hourMs = 3_600_000;

describe('a picture in the object storage', () => {
  const room = runPodRoom();
  const inputs = () =>
    room()
      .storage.keys()
      .filter((key) => key.startsWith('inputs/'));

  function pictureJob(content = 'a picture') {
    const picture = join(room().folder, 'start.png');
    writeFileSync(picture, content);
    const input = { ...smallRender, model: 'wan2.2-ti2v-5b', image: newAssetId() };
    return room().submit(room().request({ kind: 'image_to_video', input, files: { image: picture } }));
  }
  const release = (engine: RunPodRoom['engine'] | Awaited<ReturnType<RunPodRoom['nextEngine']>>, render: RenderRef) =>
    engine.release({ ...render, kept: true });

  /** Lets so many hours pass, with the sweeps that fall due. */
  async function pass(hours: number): Promise<void> {
    for (let each = 0; each < hours; each += 1) {
      room().clock.advance(hourMs);
      // A sweep reads and removes small files.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** Lets hours pass until the storage has no input any more. */
  async function untilGone(): Promise<void> {
    const giveUp = performance.now() + 10_000;
    while (inputs().length > 0 && performance.now() < giveUp) await pass(1);
    expect(inputs()).toEqual([]);
  }

  it('stays as long as a job needs it, and goes a day after the last one ended', async () => {
    const [first, second] = [await pictureJob(), await pictureJob()];
    await release(room().engine, first);
    await pass(48);
    expect(inputs()).toHaveLength(1);
    await release(room().engine, second);
    await pass(20);
    expect(inputs()).toHaveLength(1);
    await untilGone();
  });

  it('stays for a job that comes within that day, and is stored once for both', async () => {
    await release(room().engine, await pictureJob());
    await pass(20);
    const next = await pictureJob();
    await pass(30);
    expect(inputs()).toHaveLength(1);
    expect(room().storage.putFiles).toHaveLength(1);
    await release(room().engine, next);
    await untilGone();
  });

  it('is known to the next run of the daemon', async () => {
    const render = await pictureJob();
    const next = await room().nextEngine();
    await pass(48);
    expect(inputs()).toHaveLength(1);
    await release(next, render);
    await room().nextEngine();
    await untilGone();
  });

  it('goes when the storage can be reached again', async () => {
    await release(room().engine, await pictureJob());
    room().storage.trouble = { code: 'unreachable', detail: 'offline' };
    await pass(30);
    expect(inputs()).toHaveLength(1);
    room().storage.trouble = null;
    await untilGone();
  });

  it('lies where no other studio with the same bucket looks', async () => {
    await pictureJob();
    const [key = ''] = inputs();
    const other = new StoredInputs(join(room().folder, 'another'), room().clock);
    const [, , name = ''] = key.split('/');
    const file = { path: '', bytes: 1, sha256: name.replace('.png', ''), extension: '.png' };
    const its = await other.hold(newAttemptId(), file);
    expect(its).toMatch(/^inputs\/[0-9a-f]{8}\//);
    expect(its).not.toBe(key);
  });
});

describe('an object that is being removed', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'videoexpress-inputs-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const never = new AbortController().signal;
  const file = { path: '', bytes: 1, sha256: 'a'.repeat(64), extension: '.png' };

  it('is stored anew for a job that was just being sent, and not taken from under it', async () => {
    const clock = new ManualClock();
    const inputs = new StoredInputs(folder, clock);
    const storage = new MemoryObjectStorage();
    let looked: () => void = () => undefined;
    const put = async (key: string) => {
      if (!storage.kept.has(key)) storage.place(key, 'a picture');
      looked();
    };
    const first = newAttemptId();
    const key = await inputs.hold(first, file);
    await put(key);
    await inputs.letGo(first);
    clock.advance(25 * hourMs);
    let remove: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (remove = resolve));
    let isAsked = false;
    const slow: Pick<ObjectStore, 'delete'> = {
      async delete(name, signal) {
        isAsked = true;
        await asked;
        return storage.delete(name, signal);
      },
    };
    const sweep = inputs.sweep({ ...bare(storage), ...slow }, never);
    while (!isAsked) await new Promise((resolve) => setImmediate(resolve));
    const hasLooked = new Promise<void>((resolve) => (looked = resolve));
    const second = inputs.hold(newAttemptId(), file).then(put);
    // It must not look before the removal is over; where it did, it would have long before this.
    await Promise.race([hasLooked, new Promise((resolve) => setTimeout(resolve, 100))]);
    remove();
    await Promise.all([sweep, second]);
    expect(storage.kept.has(key)).toBe(true);
    clock.advance(48 * hourMs);
    expect(await inputs.isAnyDue()).toBe(false);
  });
});

/** A store with the calls of another. */
function bare(store: ObjectStore): ObjectStore {
  return {
    head: (...asked) => store.head(...asked),
    putFile: (...asked) => store.putFile(...asked),
    getFile: (...asked) => store.getFile(...asked),
    getText: (...asked) => store.getText(...asked),
    delete: (...asked) => store.delete(...asked),
    presignPut: (...asked) => store.presignPut(...asked),
    presignGet: (...asked) => store.presignGet(...asked),
    publicUrl: (key) => store.publicUrl(key),
  };
}
