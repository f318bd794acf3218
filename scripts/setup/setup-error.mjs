/** Something the person at the keyboard can act on: its message is printed as it stands, without a stack. */
export class SetupError extends Error {}

/**
 * Runs a script's body; a failure becomes one readable message and exit code 1.
 * @param {() => Promise<number>} body answers the exit code
 */
export async function runScript(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${error instanceof SetupError ? '' : 'Something unexpected stopped this: '}${reason}\n`);
    process.exitCode = 1;
  }
}
