import { type CloudProblem, plainText } from '@videoexpress/host';
import type { CloudCheck, CloudTable } from '@videoexpress/job-schema';
import type { Failure } from '../../failure.ts';
import type { Printer } from '../../printer/printer.ts';
import { table } from '../../printer/table.ts';

/** A project that could not be set up or looked at. */
export function cloudFailure({ exitCode, code, message, fix }: CloudProblem): Failure {
  return { exitCode, code, message, ...(fix === null ? {} : { fix }) };
}

/** Every table with what is wrong with it, and below them the SQL that mends what can be mended. */
export function tellTables(printer: Printer, tables: readonly CloudTable[]): void {
  const rows = tables.flatMap(({ name, faults }) =>
    faults.length === 0
      ? [[name, printer.paint('good', 'ok')]]
      : faults.map(({ text }, index) => [index === 0 ? name : '', printer.paint('bad', plainText(text))]),
  );
  for (const line of table(rows)) printer.line(line);
  const cures = tables.flatMap(({ faults }) => faults.flatMap(({ sql }) => sql ?? []));
  if (cures.length === 0) return;
  printer.note('It is mended by: videoexpress cloud setup\nOr in the SQL editor of the dashboard by:');
  for (const cure of cures) for (const line of cure.split('\n')) printer.note(`  ${plainText(line)}`);
}

/** What a check came to, in one line. */
export function checkText({ state, appliedVersion, wantedVersion }: CloudCheck): string {
  switch (state) {
    case 'ready':
      return 'The project is ready.';
    case 'ahead':
      return `The project is ready: a newer VideoExpress set it up (${appliedVersion ?? ''}).`;
    case 'behind':
      return `The project is at ${appliedVersion ?? 'nothing'}, and ${wantedVersion} is needed. Bring it there with: videoexpress cloud setup`;
    case 'incomplete':
      return 'The project is set up, and not as it has to be.';
    case 'not_set_up':
      return 'Nothing of VideoExpress is in the project yet. Set it up with: videoexpress cloud setup';
  }
}

/** Whether the studio can copy to a project that was found like this. */
export function isUsable({ state }: CloudCheck): boolean {
  return state === 'ready' || state === 'ahead';
}
