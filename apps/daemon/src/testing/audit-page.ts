import { routes } from '@videoexpress/job-schema';
import type { z } from 'zod';
import type { HttpTestApp } from './http-test-app.ts';

/** A page of the audit log, as a program reads it. */
export async function listAuditPage(
  app: Pick<HttpTestApp, 'fetch'>,
  query: string,
): Promise<z.infer<typeof routes.listAudit.response>> {
  return routes.listAudit.response.parse(await (await app.fetch(`/api/v1/audit${query}`)).json());
}
