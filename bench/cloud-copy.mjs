// How long the copy in the cloud keeps everything else waiting:
//
//   node --conditions=source bench/cloud-copy.mjs [jobs]
//
// Jobs go in one after the other, first with nothing else going on, then while everything that is there is copied, at once and
// not a step a second, to a project in memory that takes every row at once. Shown: how long an insert took, and the longest
// time for which the loop was held.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { copiedJob, addJobs } from '../packages/local-store/src/testing/copied-objects.ts';
import { copiedStudio } from '../packages/local-store/src/testing/copied-studio.ts';

const count = Number(process.argv[2] ?? 10_000);
const studio = copiedStudio();
studio.store.connection.pragma('synchronous = FULL');
await addJobs(studio, count);

/**
 * @param {string} name
 * @param {() => boolean} goesOn
 * @param {() => void} also
 */
async function measure(name, goesOn, also = () => {}) {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  /** @type {number[]} */
  const took = [];
  while (goesOn()) {
    also();
    const began = performance.now();
    await studio.store.jobs.insert([copiedJob()], null);
    took.push(performance.now() - began);
  }
  loop.disable();
  took.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => (took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(2);
  process.stdout.write(
    `${name}: ${took.length} inserts, median ${at(0.5)} ms, 99th ${at(0.99)} ms, longest ${at(1)} ms; loop held ${(loop.max / 1e6).toFixed(1)} ms at most\n`,
  );
}

let left = 2000;
await measure('alone', () => left-- > 0);
await studio.signIn();
const isCopying = () => [...studio.cloud.rows.jobs.keys()].length < count;
const began = performance.now();
await measure('while copying', isCopying, () => studio.clock.advance(1000));
process.stdout.write(`${count} jobs copied in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
await studio.discard();
