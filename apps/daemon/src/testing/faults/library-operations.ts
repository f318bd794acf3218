import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Asset } from '@videoexpress/job-schema';
import { ask, type ClientWorld } from './client-world.ts';

function noteAsset(world: ClientWorld, asset: Asset): void {
  const { facts } = world;
  if (!world.assets.includes(asset.id)) world.assets.push(asset.id);
  if (asset.type === 'image' && !world.images.includes(asset.id)) world.images.push(asset.id);
  facts.set(`asset ${asset.id} is there`, true);
  facts.set(`asset ${asset.id} name`, asset.name);
  facts.set(`asset ${asset.id} favourite`, asset.favourite);
  facts.set(`asset ${asset.id} in trash`, asset.deletedAt !== undefined);
}

/** A picture that nothing else is like. */
export async function upload(world: ClientWorld): Promise<void> {
  const bytes = smallPng(world.fresh());
  const name = `Picture ${world.fresh()}`;
  const form = new FormData();
  form.append('name', name);
  form.append('file', new File([bytes], 'picture.png', { type: 'image/png' }));
  const made = await ask(world, 'createAsset', { form });
  if (made.kind !== 'done') return;
  noteAsset(world, made.body);
  world.uploaded.set(made.body.id, createHash('sha256').update(bytes).digest('hex'));
  if (made.body.name !== name) world.ledger.broken.push(`An upload called ${name} is called ${made.body.name}`);
}

/** Clips that jobs made come into view. */
export async function lookAtLibrary(world: ClientWorld): Promise<void> {
  const page = await ask(world, 'listAssets', { query: { limit: 50 } });
  if (page.kind !== 'done') return;
  for (const asset of page.body.items) if (!world.assets.includes(asset.id)) noteAsset(world, asset);
}

export async function patchAsset(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.assets);
  if (id === null) return;
  const name = `Name ${world.fresh()}`;
  const favourite = world.random.chance(0.5);
  const patched = await ask(world, 'patchAsset', { params: { id }, body: { name, favourite } });
  if (patched.kind === 'done') noteAsset(world, patched.body);
  if (patched.kind !== 'lost') return;
  world.facts.maybe(`asset ${id} name`, name);
  world.facts.maybe(`asset ${id} favourite`, favourite);
}

export async function trashAsset(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.assets);
  if (id === null) return;
  const trashed = await ask(world, 'deleteAsset', { params: { id } });
  if (trashed.kind === 'done') world.facts.set(`asset ${id} in trash`, true);
  if (trashed.kind === 'lost') world.facts.maybe(`asset ${id} in trash`, true);
}

export async function restoreAsset(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.assets);
  if (id === null) return;
  const restored = await ask(world, 'restoreAsset', { params: { id } });
  if (restored.kind === 'done') world.facts.set(`asset ${id} in trash`, false);
  if (restored.kind === 'lost') world.facts.maybe(`asset ${id} in trash`, false);
}

export async function purgeAsset(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.assets);
  if (id === null) return;
  const purged = await ask(world, 'deleteAsset', { params: { id }, query: { permanent: '1' } });
  if (purged.kind === 'lost') world.facts.maybe(`asset ${id} is there`, false);
  if (purged.kind === 'done') forget(world, id);
}

export async function emptyTrash(world: ClientWorld): Promise<void> {
  const emptied = await ask(world, 'emptyTrash', {});
  if (emptied.kind === 'refused') return;
  for (const id of world.assets) {
    // What a waiting job needs stays, so nothing of the trash is sure to be gone.
    if (world.facts.problem(`asset ${id} in trash`, true) === null) world.facts.maybe(`asset ${id} is there`, false);
  }
}

function forget(world: ClientWorld, id: Asset['id']): void {
  world.facts.set(`asset ${id} is there`, false);
  for (const what of ['name', 'favourite', 'in trash']) world.facts.drop(`asset ${id} ${what}`);
}

export async function changeProjects(world: ClientWorld): Promise<void> {
  const { random, facts } = world;
  const id = random.chance(0.4) ? random.pickOrNull(world.projects) : null;
  const name = `Project ${world.fresh()}`;
  if (id === null) {
    const made = await ask(world, 'createProject', { body: { name } });
    if (made.kind !== 'done') return;
    world.projects.push(made.body.id);
    facts.set(`project ${made.body.id} name`, name);
    return;
  }
  const renamed = await ask(world, 'patchProject', { params: { id }, body: { name } });
  if (renamed.kind === 'done') facts.set(`project ${id} name`, name);
  if (renamed.kind === 'lost') facts.maybe(`project ${id} name`, name);
}

export async function changeSettings(world: ClientWorld): Promise<void> {
  const trashDays = 1 + world.random.whole(30);
  const changed = await ask(world, 'patchSettings', { body: { trashDays } });
  if (changed.kind === 'done') world.facts.set('setting trashDays', trashDays);
  if (changed.kind === 'lost') world.facts.maybe('setting trashDays', trashDays);
}

export async function pauseOrResume(world: ClientWorld): Promise<void> {
  const paused = world.random.chance(0.5);
  const done = await ask(world, paused ? 'pauseQueue' : 'resumeQueue', {});
  if (done.kind === 'done') world.facts.set('queue paused', paused);
  if (done.kind === 'lost') world.facts.maybe('queue paused', paused);
}

/** 16 × 16 grey pixels that spell out a number. */
function smallPng(number: number): Buffer<ArrayBuffer> {
  const rows = Array.from({ length: 16 }, (_, y) => [
    0,
    ...Array.from({ length: 16 }, (_, x) => (number >> (x + y)) & 255),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(16, 0);
  header.writeUInt32BE(16, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
