import type { CloudProblem } from '@videoexpress/host';
import type { ProblemCode } from '@videoexpress/job-schema';
import type { Studio } from '@videoexpress/studio';
import type { CloudSetup } from '../../cloud/cloud-setup.ts';
import { json, refuse } from '../answer/reply.ts';
import type { HttpProblem } from '../problems.ts';
import type { Handlers } from './handler.ts';

/** How the person's own Supabase project is set up. */
export function cloudSetupHandlers(
  { cloud }: Pick<Studio, 'cloud'>,
  { cloudSetup }: { readonly cloudSetup: CloudSetup },
): Pick<Handlers, 'cloudCheck' | 'cloudSetupSql'> {
  return {
    cloudCheck: async ({ signal }) => {
      const { projectUrl } = await cloud.status();
      const checked = await cloudSetup.check(projectUrl ?? '', signal);
      return checked.ok ? json(200, checked.value) : refuse(problemOf(checked.error));
    },
    cloudSetupSql: async () => json(200, { sql: await cloudSetup.script() }),
  };
}

const codes: Readonly<Record<string, ProblemCode>> = {
  not_configured: 'invalid_state',
  unreachable: 'cloud_unreachable',
  called_off: 'cloud_unreachable',
  paused: 'cloud_unreachable',
};

function problemOf({ code, message, fix }: CloudProblem): HttpProblem {
  return { code: codes[code] ?? 'cloud_refused', detail: fix === null ? message : `${message} ${fix}` };
}
