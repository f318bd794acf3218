import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultFolder, mayMount } from '../../testing/faults/fault-folder.ts';
import { makeReadOnly } from '../../testing/faults/injections.ts';

const folder = faultFolder();

/** Nothing can be written below it any more. */
function close(path: string): void {
  if (mayMount) {
    const undo = makeReadOnly(path);
    if (undo === null) throw new Error(`${path} is in use`);
    folder.afterwards(undo);
    return;
  }
  chmodSync(path, 0o500);
  folder.afterwards(() => chmodSync(path, 0o700));
}

async function used(): Promise<void> {
  const { opened, code } = await folder.serve();
  expect([opened, code]).toEqual([true, 0]);
}

describe('a start over folders that cannot be written', () => {
  it.each(['', 'data', 'state', 'data/media'])('(“%s”) leaves with 7 and names the folder', async (path) => {
    await used();
    close(join(folder.root(), path));
    const { opened, code, said } = await folder.serve();
    expect([opened, code]).toEqual([false, 7]);
    expect(said).toContain('cannot be written');
    expect(said).not.toContain('    at ');
  });

  it.each(['config', 'data/scratch', 'data/uploads', 'state/logs', 'data/quarantine', 'data/posters'])(
    '(“%s”) opens or says why not, and never breaks with a trace',
    async (path) => {
      await used();
      close(join(folder.root(), path));
      const { opened, code, said } = await folder.serve();
      expect(code === 0).toBe(opened);
      expect(said).not.toContain('    at ');
    },
  );

  it('while a job runs: nothing is claimed to have succeeded, and no clip that is paid for is lost', async () => {
    const daemon = await folder.begin({}, { rendersForMs: 1200 });
    const made = await daemon.api.call('createJob', {
      body: { kind: 'text_to_video', input: { prompt: 'Snow falls', seed: 1 } },
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    close(join(folder.root(), 'data', 'media'));
    const { id } = made.value.body;
    await expect
      .poll(
        async () => {
          const now = await daemon.api.call('getJob', { params: { id } });
          return now.ok ? now.value.body.error?.code : null;
        },
        { timeout: 35_000 },
      )
      .toBe('storage_failed');
    const attempts = execFileSync('ls', [join(folder.root(), 'data', 'quarantine')], { encoding: 'utf8' });
    expect(attempts.trim()).toMatch(/^att_\w+\.mp4$/);
  });
});

describe('a start without', () => {
  it.each([24, 28])('more than %i file descriptors claims no success, or holds what it claims', async (count) => {
    const { opened, code } = await folder.serve(['sh', '-c', `ulimit -n ${count}; exec "$@"`, 'sh']);
    expect(code === 0).toBe(opened);
  });

  it('memory claims no success', async () => {
    const { opened, code } = await folder.serve(['sh', '-c', 'ulimit -v 700000; exec "$@"', 'sh']);
    expect(opened).toBe(false);
    expect(code).not.toBe(0);
    expect(existsSync(join(folder.root(), 'state', 'runtime.json'))).toBe(false);
  });
});
