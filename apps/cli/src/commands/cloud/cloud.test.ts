import { type Cloud, err, ok } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDaemonStarter } from '../../daemon-link/daemon-starter.ts';
import {
  cloudProblem,
  type FakeCloudProgram,
  fakeCloudProgram,
  openTable,
  readyProject,
} from '../../testing/fake-cloud-program.ts';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

const connectionString = 'postgresql://postgres.abcd:canary@db.example.org:5432/postgres';

let cli: TestCli;
let program: FakeCloudProgram;
let daemon: FakeDaemon | null = null;
beforeEach(() => {
  program = fakeCloudProgram();
  cli = testCli(false);
});
afterEach(async () => {
  await daemon?.close();
  daemon = null;
  cli.dispose();
});

function testCli(interactive: boolean): TestCli {
  const starter = createDaemonStarter(new URL('file:///nothing.ts'));
  return createTestCli({ interactive, starter: { ...starter, cloudProgram: async () => program } });
}

describe('cloud setup', () => {
  it('takes the connection string from a pipe, and says what was done', async () => {
    cli.piped = connectionString;
    const ran = await cli.run('cloud', 'setup');
    expect(ran.code).toBe(0);
    expect(ran.out).toBe(
      'db.example.org: applied mirrored_rows, version 20261128100200.\nReady: every table is there and protected.\n',
    );
    expect(program.given).toEqual([{ connectionString }]);
    expect(ran.out + ran.err).not.toContain('canary');
  });

  it('asks for it on a terminal', async () => {
    cli.dispose();
    cli = testCli(true);
    const running = cli.run('cloud', 'setup');
    await cli.type(connectionString);
    const ran = await running;
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('Connection string (not shown):')]);
    expect(program.given).toEqual([{ connectionString }]);
  });

  it.each([[[connectionString]], [['--json', connectionString]]])('refuses it as an argument: %j', async (words) => {
    const ran = await cli.run('cloud', 'setup', ...words);
    expect(ran.code).toBe(2);
    expect(ran.out + ran.err).not.toContain('canary');
    expect(program.given).toEqual([]);
  });

  it('ends with 2 where nothing was given', async () => {
    expect(await cli.run('cloud', 'setup')).toMatchObject({
      code: 2,
      err: expect.stringContaining('No connection string'),
    });
  });

  it('says what went wrong and the way out', async () => {
    cli.piped = connectionString;
    program.setUpComesTo = err(cloudProblem('password_refused'));
    const ran = await cli.run('cloud', 'setup', '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ error: { code: 'password_refused', fix: 'Try again.' } });
  });

  it('ends with 1 where something is left, and shows it with its cure', async () => {
    cli.piped = connectionString;
    const { setUpComesTo: was } = program;
    if (!was.ok) throw new Error('the double is broken');
    program.setUpComesTo = ok({ ...was.value, applied: [], mended: ['jobs: It was off.'], tables: [openTable] });
    const ran = await cli.run('cloud', 'setup');
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('nothing was missing');
    expect(ran.out).toContain('Mended: jobs: It was off.');
    expect(ran.out).toContain('The grant of select is missing.');
    expect(ran.err).toContain('grant select on public.jobs to authenticated;');
  });
});

describe('cloud sql', () => {
  it('prints the SQL and nothing else', async () => {
    expect(await cli.run('cloud', 'sql')).toMatchObject({ code: 0, out: 'select 1;\n', err: '' });
  });
});

describe('cloud check', () => {
  it('looks at any project with a key that comes in by a pipe', async () => {
    cli.piped = 'sb_publishable_canary\n';
    const ran = await cli.run('cloud', 'check', '--url', 'https://abcd.supabase.co');
    expect([ran.code, ran.out]).toEqual([0, 'jobs  ok\nThe project is ready.\n']);
    expect(program.given).toEqual([{ url: 'https://abcd.supabase.co', key: 'sb_publishable_canary' }]);
    expect(ran.out + ran.err).not.toContain('canary');
  });

  it('takes address and key of the environment, and shows that key to no other project', async () => {
    Object.assign(cli.outside.machine.env, {
      SUPABASE_URL: 'https://mine.supabase.co',
      SUPABASE_ANON_KEY: 'sb_publishable_mine',
    });
    expect((await cli.run('cloud', 'check')).code).toBe(0);
    expect(program.given).toEqual([{ url: 'https://mine.supabase.co', key: 'sb_publishable_mine' }]);
    expect((await cli.run('cloud', 'check', '--url', 'https://other.supabase.co')).code).toBe(2);
    expect(program.given).toHaveLength(1);
  });

  it('asks the running studio, which has address and key', async () => {
    expect((await cli.run('cloud', 'check')).code).toBe(3);
    daemon = await startFakeDaemon(cli.folders);
    daemon.answers.set('POST /api/v1/cloud/check', { ...readyProject, state: 'incomplete', tables: [openTable] });
    const ran = await cli.run('cloud', 'check', '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ state: 'incomplete', tables: [{ name: 'jobs' }] });
    expect(program.given).toEqual([]);
  });

  it.each([
    ['behind', 1, 'cloud setup'],
    ['incomplete', 1, 'not as it has to be'],
    ['not_set_up', 1, 'Nothing of VideoExpress'],
    ['ahead', 0, 'newer VideoExpress'],
  ] as const)('says where a project is %s, and ends with %i', async (state, code, words) => {
    cli.piped = 'sb_publishable_x';
    program.checkComesTo = ok({ ...readyProject, state });
    const ran = await cli.run('cloud', 'check', '--url', 'https://abcd.supabase.co');
    expect([ran.code, ran.out]).toEqual([code, expect.stringContaining(words)]);
  });
});

describe('cloud status', () => {
  const cloud: Cloud = {
    configured: true,
    projectUrl: 'https://abcd.supabase.co',
    signedInAs: 'me@example.org',
    bypassesRules: false,
    state: 'waiting',
    detail: 'The project cannot be reached.',
    fix: 'See that this computer is online.',
    changesBehind: 412,
    oldestBehindAt: '2026-01-01T00:00:00.000Z',
    lastCopiedAt: null,
    retryAt: null,
    machine: { id: 'mch_1', name: 'Laptop' },
    others: [{ id: 'mch_2', name: 'Studio Mac', lastSeenAt: null }],
    recoveryKeyShown: true,
  };

  it('says who is signed in and how far behind the copy is', async () => {
    daemon = await startFakeDaemon(cli.folders);
    daemon.answers.set('GET /api/v1/cloud', cloud);
    const ran = await cli.run('cloud', 'status');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('waiting to try again');
    expect(ran.out).toContain('412 changes, the oldest');
    expect(ran.out).toContain('Studio Mac');
    expect(ran.err).toContain('See that this computer is online.');
    expect(JSON.parse((await cli.run('cloud', 'status', '--json')).out)).toEqual(cloud);
  });

  it('needs a running studio', async () => {
    expect((await cli.run('cloud', 'status')).code).toBe(3);
  });
});
