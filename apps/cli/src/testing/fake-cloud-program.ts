import { type CloudProblem, type CloudProgram, type CloudSetUp, exitCodes } from '@videoexpress/host';
import { type CloudCheck, type CloudTable, err, ok, type Result } from '@videoexpress/job-schema';

export const wholeTable: CloudTable = { name: 'jobs', isThere: true, faults: [] };
export const openTable: CloudTable = {
  name: 'jobs',
  isThere: true,
  faults: [
    { text: 'The grant of select is missing.', sql: 'grant select on public.jobs to authenticated;' },
    { text: 'There is a policy “x” that is not ours.', sql: null },
  ],
};
export const readyProject: CloudCheck = {
  state: 'ready',
  appliedVersion: '20261128100200',
  wantedVersion: '20261128100200',
  tables: [wholeTable],
};
const done: CloudSetUp = {
  host: 'db.example.org',
  applied: ['mirrored_rows'],
  mended: [],
  version: '20261128100200',
  tables: [wholeTable],
};

/** Sets nothing up and says what the test wants; keeps what it was given. */
export interface FakeCloudProgram extends CloudProgram {
  readonly given: { connectionString?: string; url?: string; key?: string }[];
  setUpComesTo: Result<CloudSetUp, CloudProblem>;
  checkComesTo: Result<CloudCheck, CloudProblem>;
}

export function fakeCloudProgram(): FakeCloudProgram {
  const program: FakeCloudProgram = {
    given: [],
    setUpComesTo: ok(done),
    checkComesTo: ok(readyProject),
    script: () => 'select 1;',
    async setUp({ connectionString, signal }) {
      program.given.push({ connectionString });
      return signal.aborted ? err(cloudProblem('called_off')) : program.setUpComesTo;
    },
    async check({ url, key }) {
      program.given.push({ url, key });
      return program.checkComesTo;
    },
  };
  return program;
}

export function cloudProblem(code: string): CloudProblem {
  return { exitCode: exitCodes.error, code, message: 'It did not work.', fix: 'Try again.' };
}
