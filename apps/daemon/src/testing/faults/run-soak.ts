import { parseArgs } from 'node:util';
import { runSoak } from './soak.ts';
import { soakTable, whatGrew } from './soak-samples.ts';

const { values } = parseArgs({ options: { jobs: { type: 'string' }, seed: { type: 'string' } } });
const jobs = Number(values.jobs ?? 10_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isInteger(jobs) || jobs < 40 || !Number.isInteger(seed))
  throw new Error('Usage: npm run test:soak -- [--jobs N, at least 40] [--seed N]');

const print = (line: string) => process.stdout.write(`${line}\n`);
print(`${jobs} jobs through one daemon, seed ${seed}; one clip in 20 is checked for real, in a child`);
let told = 0;
const report = await runSoak({
  jobs,
  seed,
  // A sign of life on a long way; the table comes at the end.
  onSample: ({ jobsEnded, seconds }) => {
    if (jobsEnded < told + jobs / 10) return;
    told = jobsEnded;
    print(`  ${jobsEnded} jobs after ${Math.round(seconds)} s`);
  },
});
print(soakTable(report.samples, jobs / 10));
const listed = (what: Readonly<Record<string, number>>) =>
  Object.entries(what)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
print(`Jobs: ${listed(report.byState)}`);
print(`Faults: ${listed(report.faults)}`);
const grew = whatGrew(report.samples);
for (const line of [...grew, ...report.broken]) print(`BROKEN ${line}`);
print(
  grew.length + report.broken.length === 0
    ? 'Memory, open files, WAL, children and event loop stayed flat; every promise was kept'
    : 'The soak failed',
);
process.exitCode = grew.length + report.broken.length === 0 ? 0 : 1;
