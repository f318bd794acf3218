import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assetSchema } from '@videoexpress/job-schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { hostileClips } from '../../testing/abuse/hostile-clips.ts';
import { hostilePictures, polyglots } from '../../testing/abuse/hostile-pictures.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon();
});
afterAll(() => daemon.end());

interface Taken {
  readonly name: string;
  readonly status: number;
  readonly answer: unknown;
  readonly ms: number;
}

async function bring(name: string, bytes: Uint8Array): Promise<Taken> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  const beganAt = performance.now();
  const headers = { authorization: `Bearer ${daemon.token}` };
  const response = await fetch(`${daemon.url}/api/v1/assets`, { method: 'POST', headers, body: form });
  return { name, status: response.status, answer: await response.json(), ms: performance.now() - beganAt };
}

/** The daemon takes so many at once. */
const mostAtOnce = 16;

/** Brings all of them, as many at once as are taken, and asks meanwhile whether the daemon still answers within a second. */
async function bringAll(files: Readonly<Record<string, Uint8Array>>) {
  let isOver = false;
  const waiting = Object.entries(files).values();
  const bringSome = async () => {
    const some: Taken[] = [];
    for (const [name, bytes] of waiting) some.push(await bring(name, bytes));
    return some;
  };
  const all = Promise.all(Array.from({ length: mostAtOnce }, bringSome)).finally(() => (isOver = true));
  let silences = 0;
  while (!isOver) {
    if (!(await daemon.answers())) silences += 1;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { taken: (await all).flat(), silences };
}

/** Files in the folders of the library and of uploads, notes of imports included. */
function leftFiles(): readonly string[] {
  return ['media', 'posters', 'uploads'].flatMap((folder) => {
    const path = join(daemon.root, 'data', folder);
    return existsSync(path)
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(folder, entry.name))
      : [];
  });
}

it('hostile pictures and clips are refused in words, and leave nothing behind', { timeout: 900_000 }, async () => {
  const { taken, silences } = await bringAll({ ...hostilePictures(), ...hostileClips() });
  // What is shown when this fails is the whole list: the file, what it was told, how long that took.
  const told = taken.map(({ name, status, answer, ms }) => ({
    name,
    status,
    ms: Math.round(ms),
    detail: String(Object(answer).detail),
  }));
  expect(told.filter(({ status }) => status !== 400 && status !== 201)).toEqual([]);
  // These say something wrong about themselves that no decoder has to believe.
  const harmless = [
    'pictures-elsewhere.mp4',
    'bomb.png',
    'profile-bomb.png',
    'text-bomb.png',
    'crumbs.png',
    'maze.jpg',
    'turned.mp4',
    'long-film.mp4',
    'small-word.avif',
    'damaged.mp4',
    'wide.mp4',
    'no-width.mp4',
    'pixels-short.png',
  ];
  expect(told.filter(({ name, status }) => status === 201 && !harmless.includes(name))).toEqual([]);
  // Words for a person: no path of this machine, no trace.
  const refusals = told.filter(({ status }) => status === 400);
  expect(
    refusals.filter(({ detail }) => detail.includes(daemon.root) || /node:|\n|Error:|undefined/.test(detail)),
  ).toEqual([]);
  expect(silences).toBe(0);
  const kept = taken.filter(({ status }) => status === 201).map(({ answer }) => assetSchema.parse(answer).id);
  expect(leftFiles().filter((file) => !kept.some((id) => file.includes(id) || file.includes(id.slice(-8))))).toEqual(
    [],
  );
  expect(daemon.memoryMb()).toBeLessThan(600);
});

it('a picture that is a page as well stays a picture', { timeout: 120_000 }, async () => {
  const { taken } = await bringAll(polyglots());
  expect(taken.map(({ name, status }) => [name, status])).toEqual(Object.keys(polyglots()).map((name) => [name, 201]));
  for (const { answer } of taken) {
    const { id } = assetSchema.parse(answer);
    for (const path of [`/api/v1/assets/${id}/content`, `/api/v1/assets/${id}/poster`]) {
      const served = await fetch(daemon.url + path, {
        headers: { authorization: `Bearer ${daemon.token}`, accept: 'text/html' },
      });
      await served.arrayBuffer();
      expect(served.headers.get('content-type')).toMatch(/^image\/(jpeg|png|webp)$/);
      expect(served.headers.get('x-content-type-options')).toBe('nosniff');
      expect(served.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    }
  }
});
