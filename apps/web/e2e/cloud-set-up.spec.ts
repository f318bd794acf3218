import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seriousFaults } from './support/axe.ts';
import { expect, test } from './support/studio-test.ts';

test.use({
  baseURL: async ({ daemon }, provide) => provide(daemon.url),
  // A refusal is an answer with such a status, and the browser notes each.
  meantFaults: /status of 4(00|09)/,
});

const own = '(( SELECT auth.uid() AS uid) = user_id)';
const verbs = ['DELETE', 'INSERT', 'SELECT', 'UPDATE'];
const tables = ['projects', 'renders', 'jobs', 'publications', 'connections', 'oauth_tokens'];

const protectedTable = { is_there: true, row_security: true, is_forced: true };

/** What a project says of itself where somebody took the grant of `jobs` away. */
const report = [
  ...[...tables, 'machines'].map((name) => ({
    name,
    ...protectedTable,
    policies: [{ name: 'own rows', verb: 'ALL', roles: ['authenticated'], using: own, check: own }],
    grants: { anon: [], authenticated: name === 'jobs' ? ['SELECT'] : verbs, service_role: verbs },
    triggers: [name === 'machines' ? 'studio_keep_machine' : 'studio_keep_row'],
  })),
  {
    name: 'audit_log',
    ...protectedTable,
    policies: [
      { name: 'add own rows', verb: 'INSERT', roles: ['authenticated'], using: null, check: own },
      { name: 'read own rows', verb: 'SELECT', roles: ['authenticated'], using: own, check: null },
    ],
    grants: { anon: [], authenticated: ['INSERT', 'SELECT'], service_role: ['INSERT', 'SELECT'] },
    triggers: ['studio_keep_audit_log', 'studio_keep_whole_audit_log', 'studio_stamp_audit_log'],
  },
];

/** A project that is set up up to some version; its address. */
async function startProject(isSetUp: () => boolean): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    const answer = request.url?.includes('schema_version') === true ? 20_261_128_100_200 : report;
    const missing = { code: request.url?.includes('/rpc/') === true ? 'PGRST202' : 'PGRST205', message: 'not there' };
    response.writeHead(isSetUp() ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isSetUp() ? answer : missing));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('the Supabase project is checked, and what is wrong can be mended or done by hand', async ({
  studio,
  api,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = (): Promise<string> => studio.evaluate(() => navigator.clipboard.readText());
  let isSetUp = false;
  const project = await startProject(() => isSetUp);
  await studio.goto('/settings#cloud');
  const part = studio.locator('[data-part=cloud-set-up]');
  const check = part.getByRole('button', { name: 'Check the Supabase project' });
  await check.click();
  await expect(part.getByRole('status')).toContainText('No Supabase project is set up.');

  await api.call('putSecret', { params: { name: 'SUPABASE_PUBLISHABLE_KEY' }, body: { value: 'sb_publishable_x' } });
  const address = studio.getByLabel('Project address');
  await address.fill('nonsense');
  await address.press('Enter');
  await expect(studio.locator('#cloud')).toContainText('Must be the address of the project');
  await address.fill(project.url);
  await address.press('Enter');
  await expect(studio.locator('#cloud')).not.toContainText('Must be the address of the project');
  await check.press('Enter');
  await expect(part.getByRole('status')).toContainText('Nothing of VideoExpress is in the project yet.');

  await part.getByText('How to set it up').click();
  await part.getByRole('button', { name: 'Copy the SQL' }).click();
  await expect(studio.getByText('SQL copied. Paste it into the SQL editor.')).toBeVisible();
  expect(await copied()).toContain('create table public.audit_log');

  isSetUp = true;
  await check.click();
  await expect(part.getByRole('status')).toContainText('The grant of insert, update, delete to authenticated');
  await part.getByRole('button', { name: 'Copy the SQL that mends it' }).click();
  await expect.poll(copied).toBe('grant insert, update, delete on public.jobs to authenticated;');
  expect(await seriousFaults(studio, '#cloud')).toEqual([]);

  await studio.setViewportSize({ width: 390, height: 844 });
  const scrolls = await studio.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(scrolls).toBe(false);
  await api.call('patchSettings', { body: { supabaseUrl: '' } });
  await api.call('deleteSecret', { params: { name: 'SUPABASE_PUBLISHABLE_KEY' } });
  project.server.close();
});
