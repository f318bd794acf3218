import { parseArgs } from 'node:util';
import type { BenchRun, Figure, Row } from './harness/figure.ts';
import { NotMeasured } from './harness/figure.ts';
import { benchFolders } from './harness/folders.ts';
import { describeMachine, warnOfLoad } from './harness/machine.ts';
import { table } from './harness/table.ts';
import { isMet, shareOfLimit } from './harness/verdict.ts';
import { rows } from './rows/index.ts';

const usage = `npm run bench -- [--row NAME]... [--times 5] [--quick] [--disk FOLDER] [--json]
Rows: ${rows.map(({ id }) => id).join(', ')}`;

const say = (text: string) => void process.stderr.write(`${text}\n`);

function readWishes() {
  const { values } = parseArgs({
    options: {
      row: { type: 'string', multiple: true, default: [] },
      times: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      disk: { type: 'string' },
    },
  });
  const unknown = values.row.find((id) => !rows.some((row) => row.id === id));
  if (unknown !== undefined) throw new Error(`There is no row ${unknown}.`);
  const times = Number(values.times ?? (values.quick ? 2 : 5));
  if (!Number.isInteger(times) || times < 1) throw new Error('--times is a whole number from 1.');
  const chosen = rows.filter(({ id }) => values.row.length === 0 || values.row.includes(id));
  return { chosen, times, isQuick: values.quick, asJson: values.json, disk: values.disk };
}

async function measured(row: Row, run: BenchRun, notes: string[]): Promise<readonly Figure[]> {
  say(`${row.id}: ${row.about}`);
  try {
    return await row.measure(run);
  } catch (cause) {
    if (!(cause instanceof NotMeasured)) throw cause;
    notes.push(`${row.id} was not measured: ${cause.message}`);
    return [];
  }
}

async function main(): Promise<void> {
  const { chosen, times, isQuick, asJson, disk } = readWishes();
  const machine = describeMachine();
  const notes = [warnOfLoad(machine)].filter((note) => note !== null);
  for (const note of notes) say(note);
  const folders = benchFolders(disk);
  const sized = (full: number) => (isQuick ? Math.max(1, Math.round(full / 10)) : full);
  const figures: Figure[] = [];
  try {
    const run = { times, sized, isQuick, folder: (name: string) => folders.folder(name) };
    for (const row of chosen) figures.push(...(await measured(row, run, notes)));
  } finally {
    folders.remove();
  }
  if (isQuick) notes.push('A quick look: these figures are not to be quoted.');
  if (asJson) {
    const judged = figures.map((figure) => ({ ...figure, share: shareOfLimit(figure), isMet: isMet(figure) }));
    process.stdout.write(`${JSON.stringify({ machine, times, notes, figures: judged }, null, 2)}\n`);
    return;
  }
  const { at, node, system, cores, processor, memoryGib, load } = machine;
  const here = `${at}, Node ${node}, ${system}, ${cores} cores (${processor}), ${memoryGib} GiB, load ${load.toFixed(1)}`;
  process.stdout.write(`${[here, `${times} runs each`, '', table(figures), '', ...notes].join('\n')}\n`);
}

try {
  await main();
  process.exit(0);
} catch (cause) {
  say(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  say(usage);
  process.exit(1);
}
