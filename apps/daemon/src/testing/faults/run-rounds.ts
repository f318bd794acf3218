import { parseArgs } from 'node:util';
import { runFaultRound } from './fault-round.ts';
import { injections } from './injections.ts';

const wholeNumber = (text: string | undefined, otherwise: number) => {
  const number = Number(text ?? otherwise);
  if (!Number.isInteger(number) || number < 0) throw new Error(`Not a whole number: ${String(text)}`);
  return number;
};

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const rounds = wholeNumber(values.rounds, 12);
const firstSeed = wholeNumber(values.seed, Math.floor(Math.random() * 2 ** 31));
const { only } = values;
if (only !== undefined && !(only in injections))
  throw new Error(`Unknown fault. Known are: ${Object.keys(injections).join(', ')}`);

const print = (line: string) => process.stdout.write(`${line}\n`);
print(`${rounds} rounds from seed ${firstSeed}; one round again: npm run test:faults -- --rounds 1 --seed N`);
const tally = new Map<string, number>();
let [jobs, failed] = [0, 0];
const beganAt = performance.now();
for (let round = 0; round < rounds; round += 1) {
  const seed = firstSeed + round;
  const report = await runFaultRound(seed, only);
  jobs += report.jobs;
  for (const fault of report.faults) tally.set(fault, (tally.get(fault) ?? 0) + 1);
  const verdict = report.broken.length === 0 ? 'kept' : 'BROKEN';
  print(
    `${String(round + 1).padStart(4)}  seed ${seed}  ${verdict}  ${report.jobs} jobs  ${report.faults.join(' + ')}`,
  );
  if (report.broken.length === 0) continue;
  failed += 1;
  print(
    [...report.diary.map((line) => `      ${line}`), ...report.broken.map((line) => `  BROKEN ${line}`)].join('\n'),
  );
  print(`      kept for a look: ${report.root}`);
}
const seconds = Math.round((performance.now() - beganAt) / 1000);
print(
  `\n${[...tally]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([fault, count]) => `  ${fault.padEnd(40)} ${count}`)
    .join('\n')}`,
);
print(`${rounds - failed} of ${rounds} rounds kept every promise, over ${jobs} jobs in ${seconds} s`);
process.exitCode = failed === 0 ? 0 : 1;
