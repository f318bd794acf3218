/**
 * Runs the parts one after the other, A B A B …, so that a machine that is busy for a while slows all of them alike. The
 * first time of each is not counted: then nothing was compiled yet.
 *
 * @returns what each part answered, a list for each part in their order
 */
export async function inTurns(
  times: number,
  parts: readonly (() => number | Promise<number>)[],
): Promise<readonly (readonly number[])[]> {
  const values: number[][] = parts.map(() => []);
  for (let time = 0; time <= times; time += 1) {
    for (const [index, part] of parts.entries()) {
      const value = await part();
      if (time > 0) values[index]?.push(value);
    }
  }
  return values;
}
