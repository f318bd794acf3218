import type { CrashReports } from '@videoexpress/studio';
import { empty, json } from '../answer/reply.ts';
import type { Handlers } from './handler.ts';

/** Reports of crashes: how they stand, a try of them, and those of the page on their way out. */
export function crashReportHandlers(deps: {
  crashReports: CrashReports;
  stopping: AbortSignal;
}): Pick<Handlers, 'getCrashReports' | 'testCrashReports' | 'reportPageCrash'> {
  const { crashReports, stopping } = deps;
  return {
    getCrashReports: async () => json(200, await crashReports.describe()),
    testCrashReports: async () => json(200, await crashReports.test(stopping)),
    reportPageCrash: ({ body }) => {
      crashReports.reportOfPage(body.event);
      return empty(202);
    },
  };
}
