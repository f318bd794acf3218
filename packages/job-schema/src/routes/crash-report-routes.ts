import { crashReportsSchema, pageCrashRequestSchema } from '../crash-reports/crash-report-state.ts';
import { engineTestSchema } from '../engine.ts';
import type { RouteDefinition } from './route.ts';

/** Reports of crashes, to the Sentry project that the person named. */
export const crashReportRoutes = {
  getCrashReports: {
    method: 'GET',
    path: '/api/v1/crash-reports',
    summary: 'Whether crashes are reported, and an example of what would be sent.',
    access: 'credential',
    responses: { 200: 'Whether, and what.' },
    response: crashReportsSchema,
    problems: [],
  },
  testCrashReports: {
    method: 'POST',
    path: '/api/v1/crash-reports/test',
    summary: 'Sends a report of a made-up crash, and says what Sentry answered.',
    access: 'credential',
    responses: { 200: 'What came of it.' },
    response: engineTestSchema,
    problems: [],
  },
  reportPageCrash: {
    method: 'POST',
    path: '/api/v1/crash-reports',
    summary:
      'Takes an exception of the page. What a report may hold of it goes on to Sentry; nothing where that is off.',
    access: 'credential',
    body: pageCrashRequestSchema,
    responses: { 202: 'Taken; nothing is said of whether it is sent.' },
    responseType: 'none',
    problems: ['invalid_input'],
  },
} as const satisfies Record<string, RouteDefinition>;
