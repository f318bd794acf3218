import { type BackupProgram, exitCodes, type RestoredStudio, type RestoreFromCloudOptions } from '@videoexpress/host';
import { err, ok } from '@videoexpress/job-schema';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createDaemonStarter } from '../../daemon-link/daemon-starter.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

const machine = { id: 'mch_1', name: 'Old laptop', lastSeenAt: '2026-01-01T00:00:00.000Z' };
const studio: RestoredStudio = {
  machine,
  projects: 1,
  assets: 2,
  jobs: 3,
  cancelledJobs: 1,
  publications: 0,
  connections: 2,
  openedConnections: 1,
  auditLines: 9,
  unreadable: 0,
  tookOver: false,
};
const env = { SUPABASE_URL: 'https://abc.supabase.co/', SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x' };

let cli: TestCli;
let asked: { readonly options: RestoreFromCloudOptions; readonly answers: Record<string, unknown> } | null = null;
afterEach(() => {
  asked = null;
  cli.dispose();
});

/** A command line whose restore asks everything that there is to ask. */
function commandLine(options: { readonly interactive?: boolean; readonly outcome?: 'wrong_key' } = {}): TestCli {
  const starter = createDaemonStarter(pathToFileURL(join(import.meta.dirname, '../../testing/fake-daemon-program.ts')));
  const nothing = async () => err({ exitCode: exitCodes.error, code: 'x', message: 'Not asked for.', fix: null });
  const program: BackupProgram = {
    write: nothing,
    check: nothing,
    restore: nothing,
    async restoreFromCloud(wished) {
      const { questions } = wished;
      const password = await questions.password();
      const chosen = await questions.choose([machine, { ...machine, id: 'mch_2', name: 'Travel laptop' }]);
      const recoveryKey = await questions.recoveryKey();
      questions.progress('jobs', 3);
      asked = { options: wished, answers: { password, chosen: chosen?.name ?? null, recoveryKey } };
      if (options.outcome === undefined) return ok({ ...studio, tookOver: wished.takeOver });
      return err({
        exitCode: exitCodes.error,
        code: 'recovery_key_wrong',
        message: 'A letter is wrong.',
        fix: 'Look.',
      });
    },
  };
  cli = createTestCli({
    interactive: options.interactive ?? false,
    starter: { ...starter, backupProgram: async () => program },
  });
  return cli;
}

function withEnvironment(of: TestCli): void {
  Object.assign(of.outside.machine.env, env);
}

describe('restore --from-cloud', () => {
  it('takes the password and the recovery key from a pipe, and says what came back', async () => {
    const person = commandLine();
    withEnvironment(person);
    person.piped = 'secret word\nABCD-EFGH\n';
    const args = ['--email', 'ada@example.com', '--machine', 'Travel laptop', '--take-over'];
    const ran = await person.run('restore', '--from-cloud', ...args);
    expect(ran.code).toBe(0);
    expect(asked?.answers).toEqual({ password: 'secret word', chosen: 'Travel laptop', recoveryKey: 'ABCD-EFGH' });
    expect(asked?.options).toMatchObject({ url: 'https://abc.supabase.co', email: 'ada@example.com', takeOver: true });
    expect(ran.out).toContain('1 project, 2 clips and pictures, 3 jobs, 0 publications, 2 connections');
    expect(ran.err).toContain('1 job had not ended');
    expect(ran.err).toContain('1 connection must be logged in to once more');
    expect(ran.out + ran.err).not.toMatch(/secret word|ABCD-EFGH/);
  });

  it('asks on a terminal, and shows nothing of what is secret', async () => {
    const person = commandLine({ interactive: true });
    const running = person.run('restore', '--from-cloud');
    await person.sees('Address of the Supabase project: ');
    await person.type('https://abc.supabase.co');
    await person.sees('Publishable key (not shown): ');
    await person.type('sb_publishable_x');
    await person.sees('E-mail address: ');
    await person.type('ada@example.com');
    await person.sees('Password (not shown');
    await person.type('secret word');
    await person.sees('Which computer? ');
    await person.type('1');
    await person.sees('Recovery key (not shown');
    await person.type('');
    const ran = await running;
    expect(ran.code).toBe(0);
    expect(asked?.answers).toEqual({ password: 'secret word', chosen: 'Old laptop', recoveryKey: null });
    expect(ran.err).not.toContain('secret word');
  });

  it('answers programs with one document, and failures with their code', async () => {
    const person = commandLine();
    withEnvironment(person);
    person.piped = 'secret word';
    const ran = await person.run('restore', '--from-cloud', '--email', 'ada@example.com', '--json');
    expect(JSON.parse(ran.out)).toMatchObject({ machine, jobs: 3, tookOver: false });
    person.dispose();
    const other = commandLine({ outcome: 'wrong_key' });
    withEnvironment(other);
    other.piped = 'secret word';
    const failed = await other.run('restore', '--from-cloud', '--email', 'ada@example.com');
    expect([failed.code, failed.err]).toEqual([1, expect.stringContaining('A letter is wrong.')]);
  });

  it('names what is missing before anything is asked of the project', async () => {
    const person = commandLine();
    expect(await person.run('restore')).toMatchObject({ code: 2, err: expect.stringContaining('Name one thing') });
    expect((await person.run('restore', 'a.zip', '--from-cloud')).code).toBe(2);
    expect((await person.run('restore', '--from-cloud')).err).toContain('SUPABASE_URL');
    withEnvironment(person);
    expect((await person.run('restore', '--from-cloud')).err).toContain('--email');
    expect(asked).toBeNull();
  });
});
