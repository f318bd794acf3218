import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeDaemon, type FakeDaemon } from '../../testing/fake-daemon.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

describe('assets import', () => {
  let cli: TestCli;
  let daemon: FakeDaemon | null = null;
  beforeEach(() => {
    cli = createTestCli();
  });
  afterEach(async () => {
    await daemon?.close();
    daemon = null;
    cli.dispose();
  });

  it('needs a running daemon and at least one file', async () => {
    expect((await cli.run('assets', 'import', 'fox.mp4')).code).toBe(exitCodes.notRunning);
    expect((await cli.run('assets', 'import')).code).toBe(exitCodes.usage);
  });

  it('adds each file, and names those that were not taken', async () => {
    daemon = await startFakeDaemon(cli.folders, {});
    writeFileSync(join(cli.cwd, 'fox.mp4'), 'a clip');
    const ran = await cli.run('assets', 'import', 'fox.mp4', 'gone.mp4');
    expect([ran.code, ran.out.trim().split(' ')[0]]).toEqual([exitCodes.error, 'Added']);
    expect(ran.err).toContain('Not added: gone.mp4. There is no such file.');
    const asJson = await cli.run('assets', 'import', 'fox.mp4', '--json');
    expect([asJson.code, JSON.parse(asJson.out)]).toMatchObject([
      exitCodes.done,
      { items: [{ file: 'fox.mp4', isNew: true, asset: { type: 'video' } }] },
    ]);
  });
});
