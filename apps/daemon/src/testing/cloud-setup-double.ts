import { exitCodes } from '@videoexpress/host';
import { err } from '@videoexpress/job-schema';
import type { CloudSetup } from '../cloud/cloud-setup.ts';

/** No project is set up, and the SQL is short. */
export const cloudSetupDouble: CloudSetup = {
  script: async () => 'select 1;',
  check: async () =>
    err({ exitCode: exitCodes.error, code: 'not_configured', message: 'No Supabase project is set up.', fix: null }),
};
