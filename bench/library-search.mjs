/**
 * How long lists of a large library take, one row a list: `node --conditions=source bench/library-search.mjs [assets]`.
 * Each list runs once to warm up, then 15 times: the middle and the slowest are shown, in milliseconds.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalStore } from '../packages/local-store/src/open-local-store.ts';
import { fillLibrary } from '../packages/local-store/src/testing/fill-library.ts';

const print = (line) => void process.stdout.write(`${line}\n`);
const cell = (value, width) => String(value).padStart(width);

const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'videoexpress-library-'));
const file = join(folder, 'videoexpress.db');
const lastMs = Date.parse('2026-06-01T00:00:00Z');
const startedMs = performance.now();
await fillLibrary(file, count, lastMs);
print(
  `${count} assets in ${Math.round((performance.now() - startedMs) / 1000)} s, ${Math.round(statSync(file).size / 1e6)} MB`,
);
const opened = openLocalStore(file, { dataFolder: folder });
if (!opened.ok) throw new Error(opened.error.detail);
const { assets, projects, connection } = opened.value;
const [project] = await projects.list();
const seed = connection.prepare('SELECT origin_seed FROM asset WHERE origin_seed IS NOT NULL LIMIT 1').pluck().get();
const from = new Date(lastMs - 60 * 24 * 3600_000).toISOString();
const deep = Math.floor(count * 0.9);

const lists = {
  'all, newest': {},
  'all, oldest': { sort: 'oldest' },
  'all, by name': { sort: 'name' },
  'all, longest': { sort: 'longest' },
  'all, largest': { sort: 'largest' },
  [`newest, offset ${deep}`]: { offset: deep },
  [`by name, offset ${deep}`]: { sort: 'name', offset: deep },
  videos: { type: 'video' },
  'images, by name': { type: 'image', sort: 'name' },
  'one engine': { engine: 'runpod' },
  'one engine, largest': { engine: 'runpod', sort: 'largest' },
  portrait: { ratio: 'portrait' },
  favourites: { favourite: '1' },
  'favourites, longest': { favourite: '1', sort: 'longest' },
  'one project': { projectId: project.id },
  'in no project': { projectId: 'none' },
  'last 60 days': { from },
  'one seed': { seed },
  trash: { trash: '1' },
  'search fox': { q: 'fox' },
  'search 静かな': { q: '静かな' },
  'search 湖': { q: '湖' },
  'search one letter': { q: 's' },
  'search one letter, by name': { q: 's', sort: 'name' },
  'search slow mot, by name': { q: 'slow mot', sort: 'name' },
  'search fox snow 12, largest': { q: 'fox snow 12', sort: 'largest' },
  'search nothing there': { q: 'zebra', sort: 'name' },
  'search 24 letters': { q: 'a b c d e f g h i j k l m n o p q r s t u v w x' },
  'search s i a t c, largest': { q: 's i a t c', sort: 'largest' },
  'all filters, by name': {
    q: 's',
    type: 'video',
    engine: 'sketch',
    ratio: 'landscape',
    from,
    favourite: '1',
    projectId: 'none',
    sort: 'name',
  },
};

const rows = [];
for (const [label, query] of Object.entries(lists)) {
  rows.push(await measure(label, () => assets.list({ limit: 50, ...query })));
}
const first = await assets.list({ limit: 50, sort: 'name' });
rows.push(
  await measure('by name, second page by cursor', () =>
    assets.list({ limit: 50, sort: 'name', cursor: first.nextCursor }),
  ),
);
rows.push(
  await measure('the library in numbers', async () => ({ items: [], total: (await assets.summary()).total.count })),
);
rows.push(await measure('projects', async () => ({ items: await projects.list(), total: null })));
print(`${'list'.padEnd(34)}   found  shown  middle  slowest`);
for (const { list, found, shown, middle, slowest } of rows) {
  print(`${list.padEnd(34)}${cell(found ?? '-', 8)}${cell(shown, 7)}${cell(middle, 8)}${cell(slowest, 9)}`);
}
await opened.value.close();
rmSync(folder, { recursive: true });

async function measure(label, list) {
  const tookMs = [];
  let page = await list();
  for (let run = 0; run < 15; run += 1) {
    const beganMs = performance.now();
    page = await list();
    tookMs.push(performance.now() - beganMs);
  }
  tookMs.sort((a, b) => a - b);
  const round = (ms) => Math.round(ms * 10) / 10;
  return {
    list: label,
    found: page.total,
    shown: page.items.length,
    middle: round(tookMs[7]),
    slowest: round(tookMs[14]),
  };
}
