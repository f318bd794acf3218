/**
 * What a step of `npm test` came to.
 * @typedef {object} Outcome
 * @property {number} passed checks
 * @property {number} failed checks
 * @property {string[]} [notRun] what could not be run here and what would make it run
 */

/**
 * What a step is given.
 * @typedef {object} StepContext
 * @property {import('../setup/set-up.mjs').Tools} tools
 * @property {NodeJS.ProcessEnv} env for everything a step starts
 * @property {boolean} all whether this is `npm run test:all`
 */

/** @param {boolean} ok @returns {Outcome} */
export function oneCheck(ok) {
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string} reason @returns {Outcome} */
export function notRun(reason) {
  return { passed: 0, failed: 0, notRun: [reason] };
}
