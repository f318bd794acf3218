import { type CloudProblem, exitCodes } from '@videoexpress/host';
import { type CloudCheck, err, type Result } from '@videoexpress/job-schema';
import type { SecretReader } from '@videoexpress/studio';

/** How the person's project is set up, for the page and the command line of a running studio. */
export interface CloudSetup {
  /** The SQL for doing it by hand. */
  script(): Promise<string>;
  /** Looks at the project at this address with the key that the studio has. */
  check(url: string, signal: AbortSignal): Promise<Result<CloudCheck, CloudProblem>>;
}

/** Loads what it needs with the first use: most runs of the daemon need none of it. */
export function createCloudSetup(entry: string, secrets: SecretReader): CloudSetup {
  const program = async () => (await import('./cloud-program.ts')).createCloudProgramOf(entry);
  return {
    script: async () => (await program()).script(),
    async check(url, signal) {
      const { readSupabaseSetup } = await import('@videoexpress/cloud-clients/supabase-setup');
      const setup = await readSupabaseSetup(url, secrets);
      if (setup.state !== 'set') return err(setup.state === 'wrong' ? notSet(setup.detail) : notSet(nothingSet));
      return (await program()).check({ url: setup.setup.url, key: setup.setup.key, signal });
    },
  };
}

const nothingSet = 'No Supabase project is set up.';

function notSet(message: string): CloudProblem {
  const fix = 'Set its address and its publishable key under Settings first.';
  return { exitCode: exitCodes.error, code: 'not_configured', message, fix };
}
