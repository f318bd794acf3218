/** @typedef {import('./outcome.mjs').Outcome & { name: string, seconds: number }} StepResult */

/**
 * Runs steps one after another; a failure does not stop the later ones.
 * @param {import('./steps.mjs').Step[]} steps
 * @param {import('./outcome.mjs').StepContext} context
 * @param {(line: string) => void} print
 */
export async function runSteps(steps, context, print) {
  /** @type {StepResult[]} */
  const results = [];
  for (const step of steps) {
    print(`\n== ${step.name}`);
    const startedAt = performance.now();
    const outcome = strict(await attempt(step, context), context.all);
    for (const reason of outcome.notRun ?? []) print(`not run: ${reason}`);
    results.push({ name: step.name, ...outcome, seconds: (performance.now() - startedAt) / 1000 });
  }
  return results;
}

/**
 * A step that breaks is one failure, and the others still run.
 * @param {import('./steps.mjs').Step} step
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
async function attempt(step, context) {
  try {
    return await step.run(context);
  } catch (error) {
    process.stderr.write(`${step.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

/**
 * Under `test:all` everything must run: what cannot be had is a failure there.
 * @param {import('./outcome.mjs').Outcome} outcome
 * @param {boolean} all
 * @returns {import('./outcome.mjs').Outcome}
 */
export function strict(outcome, all) {
  return all ? { ...outcome, failed: outcome.failed + (outcome.notRun?.length ?? 0) } : outcome;
}

/**
 * The table of durations, and the one line that a machine reads last.
 * @param {StepResult[]} results
 * @returns {{ table: string[], lastLine: string, ok: boolean }}
 */
export function summarise(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const width = Math.max(...results.map(({ name }) => name.length));
  const table = results.map(
    (result) =>
      `${result.name.padEnd(width)} ${result.seconds.toFixed(1).padStart(7)} s ` +
      `${String(result.passed).padStart(6)} passed ${String(result.failed).padStart(4)} failed`,
  );
  return { table, lastLine: `${passed} passed, ${failed} failed`, ok: failed === 0 && passed > 0 };
}
