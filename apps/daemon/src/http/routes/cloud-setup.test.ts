import { exitCodes } from '@videoexpress/host';
import { type CloudCheck, err, ok } from '@videoexpress/job-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { cloudSetupDouble } from '../../testing/cloud-setup-double.ts';
import { type HttpTestApp, problemOf, startHttpTestApp } from '../../testing/http-test-app.ts';

let app: HttpTestApp | null = null;
afterEach(async () => {
  await app?.close();
  app = null;
});

describe('how the Supabase project is set up', () => {
  it('is looked at where one is set, and the SQL for it is there for everyone who is logged in', async () => {
    const project: CloudCheck = { state: 'ready', appliedVersion: '1', wantedVersion: '1', tables: [] };
    app = await startHttpTestApp({ cloudSetup: { ...cloudSetupDouble, check: async () => ok(project) } });
    const checked = await app.fetch('/api/v1/cloud/check', { method: 'POST' });
    expect([checked.status, await checked.json()]).toEqual([200, project]);
    const sql = await app.fetch('/api/v1/cloud/setup-sql');
    expect([sql.status, await sql.json()]).toEqual([200, { sql: 'select 1;' }]);
  });

  it.each([
    ['not_configured', 409, 'invalid_state'],
    ['unreachable', 503, 'cloud_unreachable'],
    ['paused', 503, 'cloud_unreachable'],
    ['key_refused', 409, 'cloud_refused'],
  ])('is told as a problem where it cannot be told: %s', async (code, status, problem) => {
    const refusal = err({ exitCode: exitCodes.error, code, message: 'It cannot.', fix: 'Do this.' });
    app = await startHttpTestApp({ cloudSetup: { ...cloudSetupDouble, check: async () => refusal } });
    const answer = await app.fetch('/api/v1/cloud/check', { method: 'POST' });
    expect(answer.status).toBe(status);
    expect(await problemOf(answer)).toMatchObject({ code: problem, detail: 'It cannot. Do this.' });
  });
});
