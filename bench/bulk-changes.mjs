/**
 * How long changes to many assets hold the event loop: `node --conditions=source bench/bulk-changes.mjs [assets]`.
 * One row a change: how long the processor worked in all, and at most without anything else having a turn, in milliseconds.
 * It is processor time, so that a busy machine does not change the figures. Each runs five times; the middles are shown.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalStore } from '../packages/local-store/src/open-local-store.ts';
import { fillLibrary } from '../packages/local-store/src/testing/fill-library.ts';

const print = (line) => void process.stdout.write(`${line}\n`);
const middle = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
const times = 5;

function workedMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const count = Number(process.argv[2] ?? 20_000);
const folder = mkdtempSync(join(tmpdir(), 'videoexpress-bulk-'));
const file = join(folder, 'videoexpress.db');
await fillLibrary(file, count, Date.parse('2026-06-01T00:00:00Z'));
const opened = openLocalStore(file, { dataFolder: folder });
if (!opened.ok) throw new Error(opened.error.detail);
const { assets, connection } = opened.value;
const ids = (limit) =>
  connection
    .prepare('SELECT id FROM asset WHERE deleted_at_ms IS NULL ORDER BY random() LIMIT ?')
    .pluck()
    .all(limit)
    .map(String);

/** Runs one change while a loop of turns goes on beside it. */
async function measured(change) {
  let longest = 0;
  let isDone = false;
  let last = workedMs();
  const turn = () => {
    const now = workedMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const started = workedMs();
  await change();
  const took = workedMs() - started;
  isDone = true;
  longest = Math.max(longest, workedMs() - last);
  return { took, longest };
}

async function row(name, prepare, change) {
  const runs = [];
  for (let time = 0; time < times; time += 1) {
    const some = await prepare();
    runs.push(await measured(() => change(some)));
  }
  const [took, longest] = [middle(runs.map((run) => run.took)), middle(runs.map((run) => run.longest))];
  print(`${name.padEnd(24)}${took.toFixed(0).padStart(8)}${longest.toFixed(0).padStart(10)}`);
}

const trashed = async (limit) => {
  const some = ids(limit);
  await assets.change(some, { isTrashed: true }, Date.now());
  return some;
};
print(`${''.padEnd(24)}${'ms'.padStart(8)}${'at once'.padStart(10)}`);
await row(
  'favourite 1000',
  () => ids(1000),
  (some) => assets.change(some, { favourite: true }, Date.now()),
);
await row(
  'trash 1000',
  () => ids(1000),
  (some) => assets.change(some, { isTrashed: true }, Date.now()),
);
await row(
  'restore 1000',
  () => trashed(1000),
  (some) => assets.change(some, { isTrashed: false }, Date.now()),
);
await row(
  'purge 200',
  () => trashed(200),
  (some) => assets.purge(some, Date.now()),
);
await opened.value.close();
rmSync(folder, { recursive: true });
