import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { clipBytes } from '../../testing/fake-jobs.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

let cli: TestCli;
let daemon: FakeDaemon;
beforeEach(async () => {
  cli = createTestCli();
  daemon = await startFakeDaemon(cli.folders);
});
afterEach(async () => {
  await daemon.close();
  cli.dispose();
});

const here = () => readdirSync(cli.cwd).toSorted();
const end = ({ id }: { readonly id: string }) => id.slice(-8);
const json = (text: string): unknown => JSON.parse(text);

it.each(['list', 'export 1234', 'delete 1234', 'restore 1234'])('assets %s needs a running daemon', async (words) => {
  await daemon.close();
  const ran = await cli.run('assets', ...words.split(' '), '--json');
  expect([ran.code, json(ran.out)]).toMatchObject([exitCodes.notRunning, { error: { code: 'not_running' } }]);
});

describe('assets list', () => {
  it('shows what a person looks for, and says how much more there is', async () => {
    daemon.library.addClip('A grey wolf', { projectId: daemon.library.project.id });
    const fox = daemon.library.addClip('A red fox', { favourite: true, durationSeconds: 5, width: 832, height: 480 });
    const all = await cli.run('assets', 'list', '--limit', '1');
    expect([all.code, all.out]).toEqual([0, expect.stringContaining(end(fox))]);
    expect(all.out).toMatch(/video {2}.* ago {2}5 s {2}832x480 {2}42 B {2}A red fox ★\n$/);
    expect(all.err).toContain('1 of 2');
    for (const narrowed of [
      ['--query', 'wolf'],
      ['--project', 'FOXES'],
      ['--project', daemon.library.project.id],
    ]) {
      const ran = await cli.run('assets', 'list', ...narrowed, '--json');
      expect(json(ran.out)).toMatchObject({ items: [{ name: 'A grey wolf' }], nextCursor: null, total: 1 });
    }
    expect((await cli.run('assets', 'list', '--favourite', '--type', 'image')).out).toBe('No assets.\n');
  });

  it('says which type, project or number is wrong, and what was meant', async () => {
    for (const [words, said] of [
      [['--type', 'vidoe'], 'Did you mean video?'],
      [['--project', 'Wolves'], 'There are: Foxes'],
      [['--limit', '0'], 'from 1 to 200'],
    ] as const) {
      const ran = await cli.run('assets', 'list', ...words);
      expect([ran.code, ran.err]).toEqual([exitCodes.usage, expect.stringContaining(said)]);
    }
  });

  it('lets no name steer the terminal', async () => {
    daemon.library.addClip('fox\u001b[2J\u202egpj.exe');
    expect((await cli.run('assets', 'list')).out).toContain('fox\\x202egpj.exe');
  });
});

describe('assets export', () => {
  it('writes one file under its name here, or under another, once', async () => {
    const fox = daemon.library.addClip('../A red: fox');
    const ran = await cli.run('assets', 'export', end(fox));
    expect([ran.code, here()]).toEqual([0, ['A red fox.mp4']]);
    expect(readFileSync(join(cli.cwd, 'A red fox.mp4'))).toEqual(clipBytes);
    const again = await cli.run('assets', 'export', fox.id, '--json');
    expect(json(again.out)).toMatchObject({ items: [{ asset: { id: fox.id }, isNew: false }] });
    expect((await cli.run('assets', 'export', fox.id, '-o', 'mine.mp4')).code).toBe(0);
    expect(here()).toEqual(['A red fox.mp4', 'mine.mp4']);
  });

  it('never writes over something else, unless --force', async () => {
    const fox = daemon.library.addClip('fox');
    writeFileSync(join(cli.cwd, 'fox.mp4'), 'precious');
    expect((await cli.run('assets', 'export', fox.id)).code).toBe(0);
    expect([readFileSync(join(cli.cwd, 'fox.mp4'), 'utf8'), here()]).toEqual(['precious', ['fox 2.mp4', 'fox.mp4']]);
    const named = await cli.run('assets', 'export', fox.id, '-o', 'fox.mp4', '--json');
    expect([named.code, json(named.out)]).toMatchObject([2, { error: { code: 'file_exists' } }]);
    expect((await cli.run('assets', 'export', fox.id, '-o', 'fox.mp4', '--force')).code).toBe(0);
    expect(readFileSync(join(cli.cwd, 'fox.mp4'))).toEqual(clipBytes);
  });

  it('puts several into a folder that it makes, none over another even with --force', async () => {
    const [one, other] = [daemon.library.addClip('fox'), daemon.library.addClip('fox')];
    for (const force of [[], ['--force']]) {
      const ran = await cli.run('assets', 'export', one.id, end(other), '-o', `clips${force.length}`, ...force);
      expect([ran.code, readdirSync(join(cli.cwd, `clips${force.length}`)).toSorted()]).toEqual([
        0,
        ['fox 2.mp4', 'fox.mp4'],
      ]);
    }
    expect(statSync(join(cli.cwd, 'clips0')).mode & 0o777).toBe(0o755);
    writeFileSync(join(cli.cwd, 'taken'), '');
    expect((await cli.run('assets', 'export', one.id, other.id, '-o', 'taken')).code).toBe(exitCodes.usage);
  });

  it('names those of several that could not be exported, and writes the others', async () => {
    const fox = daemon.library.addClip('fox');
    const ran = await cli.run('assets', 'export', 'dead', fox.id, '--json');
    expect([ran.code, here()]).toEqual([exitCodes.error, ['fox.mp4']]);
    expect(json(ran.out)).toMatchObject({
      items: [{ id: 'dead', error: { code: 'not_found' } }, { asset: { id: fox.id } }],
    });
  });

  it('makes one ZIP of several, or none', async () => {
    const [one, other] = [daemon.library.addClip('fox'), daemon.library.addClip('wolf')];
    const ran = await cli.run('assets', 'export', one.id, other.id, one.id, '-o', 'all.zip');
    expect([ran.code, readFileSync(join(cli.cwd, 'all.zip'), 'utf8')]).toEqual([0, `${one.id},${other.id}`]);
    expect((await cli.run('assets', 'export', one.id, '-o', 'all.zip')).code).toBe(exitCodes.usage);
    const gone = { status: 404, code: 'not_found', detail: 'The file of “fox” is no longer there.' } as const;
    daemon.refuse('GET /api/v1/asset-archive', gone);
    const refused = await cli.run('assets', 'export', one.id, '-o', 'more.zip');
    expect([refused.code, refused.err, here()]).toEqual([
      exitCodes.error,
      expect.stringContaining(gone.detail),
      ['all.zip'],
    ]);
  });

  it('leaves nothing behind of a file that does not arrive as it is in the library', async () => {
    const fox = daemon.library.addClip('fox', { sha256: '0'.repeat(64) });
    const ran = await cli.run('assets', 'export', fox.id, '--json');
    expect([ran.code, json(ran.out), here()]).toMatchObject([1, { error: { code: 'download_damaged' } }, []]);
  });
});

describe('assets delete and restore', () => {
  it('move assets to the trash and back, and end with 0 where that is so already', async () => {
    const fox = daemon.library.addClip('fox');
    for (const _ of ['first', 'again']) {
      const ran = await cli.run('assets', 'delete', end(fox));
      expect([ran.code, ran.out]).toEqual([0, 'In the trash: fox\n']);
      expect(ran.err).toContain(`videoexpress assets restore ${end(fox)}`);
    }
    expect((await cli.run('assets', 'list', '--trash')).out).toContain('deleted');
    for (const _ of ['first', 'again']) {
      const ran = await cli.run('assets', 'restore', end(fox), '--json');
      expect([ran.code, json(ran.out)]).toMatchObject([0, { items: [{ asset: { id: fox.id } }] }]);
    }
    expect((await cli.run('assets', 'list')).out).toContain(end(fox));
  });

  it('say plainly what a job still needs', async () => {
    const [fox, wolf] = [daemon.library.addClip('fox'), daemon.library.addClip('wolf')];
    const detail = 'The job job_1 still needs “fox”. Wait for it to end, or cancel it.';
    daemon.refuse(`DELETE /api/v1/assets/${fox.id}`, { status: 409, code: 'asset_in_use', detail });
    const alone = await cli.run('assets', 'delete', end(fox), '--json');
    expect([alone.code, json(alone.out)]).toMatchObject([1, { error: { code: 'asset_in_use', message: detail } }]);
    const both = await cli.run('assets', 'delete', end(fox), end(wolf));
    expect([both.code, both.out, both.err]).toEqual([1, 'In the trash: wolf\n', `Not deleted: fox. ${detail}\n`]);
  });

  it('take no end of an id that several have', async () => {
    const fox = daemon.library.addClip('fox');
    daemon.library.addClip('wolf', { id: fox.id.replace(/_0/, '_f') as typeof fox.id });
    const ran = await cli.run('assets', 'delete', end(fox));
    expect([ran.code, ran.err]).toEqual([exitCodes.usage, expect.stringContaining('Give more of the id')]);
    expect((await cli.run('assets', 'delete', 'fox')).err).toContain('is no asset id');
  });
});
