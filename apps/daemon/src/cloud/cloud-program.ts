import {
  type CloudMigration,
  type CloudSetupProblem,
  checkProject,
  readMigrations,
  setUpProject,
  setUpScript,
} from '@videoexpress/cloud-clients/supabase-setup';
import { type CloudProblem, type CloudProgram, exitCodes, findProgramFiles } from '@videoexpress/host';
import { err, type Result } from '@videoexpress/job-schema';

/** The same for the program whose script is `entry`, with the migrations that lie beside it. */
export function createCloudProgramOf(entry: string): CloudProgram {
  const { migrationsFolder } = findProgramFiles(entry);
  if (migrationsFolder === null)
    throw new Error('The folder supabase/migrations is missing. Install VideoExpress again.');
  return createCloudProgram(readMigrations(migrationsFolder));
}

/** Sets projects up and looks at them. */
export function createCloudProgram(migrations: readonly CloudMigration[]): CloudProgram {
  const wantedVersion = migrations.at(-1)?.version ?? '';
  return {
    script: () => setUpScript(migrations),
    setUp: async (options) => withExitCode(await setUpProject({ ...options, migrations })),
    check: async (options) => withExitCode(await checkProject({ ...options, wantedVersion })),
  };
}

function withExitCode<T>(outcome: Result<T, CloudSetupProblem>): Result<T, CloudProblem> {
  if (outcome.ok) return outcome;
  const { code } = outcome.error;
  return err({ ...outcome.error, exitCode: refusedInput.has(code) ? exitCodes.usage : exitCodes.error });
}

/** What was given cannot be used at all, whatever the project says. */
const refusedInput = new Set(['connection_string_invalid']);
