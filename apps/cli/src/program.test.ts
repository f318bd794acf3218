import { exitCodes } from '@videoexpress/host';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from './commands/index.ts';
import { createTestCli, type TestCli } from './testing/test-cli.ts';

let cli: TestCli;
beforeAll(() => {
  cli = createTestCli();
});
afterAll(() => cli.dispose());

describe('the program', () => {
  it('shows its help, as a mistake only when nothing was said', async () => {
    const none = await cli.run();
    const asked = await cli.run('--help');
    expect([none.code, asked.code, none.out]).toEqual([exitCodes.usage, 0, asked.out]);
    for (const { name } of commands) expect(asked.out).toContain(name);
  });

  it.each(commands.map(({ name }) => name))('%s --help shows usage, every option and an example', async (name) => {
    const command = commands.find((one) => one.name === name)!;
    for (const args of [
      [...name.split(' '), '--help'],
      ['help', ...name.split(' ')],
    ]) {
      const ran = await cli.run(...args);
      expect(ran.code).toBe(0);
      expect(ran.out).toContain(`Usage: videoexpress ${name}`);
      for (const option of command.options) expect(ran.out).toContain(`--${option.name}`);
      expect(ran.out).toContain(command.examples[0]?.line);
    }
  });

  it('names the commands of a group', async () => {
    expect((await cli.run('jobs', '--help')).out).toContain('jobs list');
    expect(await cli.run('jobs')).toMatchObject({ code: exitCodes.usage });
    expect((await cli.run('jobs', 'lsit')).err).toContain('Did you mean jobs list?');
  });

  it('suggests the command that was meant, to a script as a document', async () => {
    const ran = await cli.run('strat', '--json');
    expect(ran.code).toBe(exitCodes.usage);
    expect(JSON.parse(ran.out)).toMatchObject({
      error: { code: 'usage', exitCode: 2, fix: expect.stringContaining('Did you mean start?') },
    });
  });
});
