/** @typedef {(what: string, ok: boolean, why: () => string) => boolean} Check one line, and why it failed below it */

/**
 * Counts checks that are made one after another, and prints each.
 * @returns {{ counted: { passed: number, failed: number }, check: Check }}
 */
export function createChecklist() {
  const counted = { passed: 0, failed: 0 };
  return {
    counted,
    check(what, ok, why) {
      process.stdout.write(`${ok ? '  ok  ' : '  FAIL'} ${what}\n`);
      if (!ok) process.stdout.write(`${why()}\n`);
      counted[ok ? 'passed' : 'failed'] += 1;
      return ok;
    },
  };
}
