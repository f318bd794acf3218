import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../testing/fake-daemon.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';

let cli: TestCli;
let daemon: FakeDaemon;

async function begin(options: Parameters<typeof createTestCli>[0] = {}): Promise<void> {
  cli = createTestCli(options);
  daemon = await startFakeDaemon(cli.folders);
  writeFileSync(join(cli.cwd, 'fox.mp4'), 'a clip');
}

beforeEach(() => begin());
afterEach(async () => {
  await daemon.close();
  cli.dispose();
});

const isMade = () => daemon.publications.all.size > 0;
const made = async () => {
  while (!isMade()) await new Promise((resolve) => setImmediate(resolve));
  return daemon.publications.last();
};
const link = 'https://youtu.be/abc';

describe('publish', () => {
  it('brings the file in, shows the pre-flight and what is measured, and prints the link', async () => {
    daemon.publications.connect('youtube', 'Low Tide Films');
    daemon.publications.lines.push({
      level: 'note',
      code: 'shorts',
      text: 'It becomes a Short.',
      field: null,
      fit: null,
    });
    const publishing = cli.run('publish', 'fox.mp4', '--to', 'youtube', '--title', 'A red fox', '--tags', 'fox, snow');
    const publication = await made();
    await cli.sees('YouTube, Low Tide Films: queued');
    daemon.publications.update(publication, { state: 'uploading', fraction: 0.64 });
    await cli.sees('YouTube, Low Tide Films: uploading 64%');
    daemon.publications.update(publication, { state: 'live', fraction: 1, url: link, visibility: 'private' });
    const ran = await publishing;
    expect(ran).toMatchObject({
      code: 0,
      out: `YouTube, Low Tide Films: live\n  ${link}\n  It is private there.\n`,
    });
    expect(ran.err).toContain('“A red fox” · private · now');
    expect(ran.err).toContain('· It becomes a Short.');
    expect(daemon.calls.filter((call) => call.startsWith('POST /api/v1/assets'))).toHaveLength(1);
    expect(daemon.publications.requests).toMatchObject([
      {
        draft: false,
        posts: [
          {
            content: { title: 'A red fox', text: '', tags: ['fox', 'snow'], visibility: 'private', fit: 'as_is' },
            when: { kind: 'now' },
          },
        ],
      },
    ]);
  });

  it('takes a clip of the library, and both services with the words of each', async () => {
    const clip = daemon.library.addClip('A red fox.mp4');
    daemon.publications.connect('youtube', 'Low Tide Films');
    daemon.publications.connect('instagram', 'Low Tide');
    cli.piped = 'Snow, dusk.\n#fox\n';
    const args = '--to youtube,instagram --text-file - --fit re-encode --yes --detach --json'.split(' ');
    const ran = await cli.run('publish', clip.id.slice(-8), ...args);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ publication: { draft: false, posts: [{}, {}] } });
    expect(daemon.publications.requests[0]?.posts.map(({ content }) => content)).toMatchObject([
      { title: 'A red fox', text: 'Snow, dusk.\n#fox', fit: 're_encode' },
      { title: '', text: 'Snow, dusk.\n#fox', fit: 're_encode' },
    ]);
    expect(daemon.calls).not.toContain('POST /api/v1/assets');
  });

  it('needs --yes before something becomes public where nobody can be asked', async () => {
    daemon.publications.connect('instagram', 'Low Tide');
    daemon.publications.connect('youtube', 'Films');
    const reel = await cli.run('publish', 'fox.mp4', '--to', 'instagram');
    expect(reel).toMatchObject({ code: 2, out: '' });
    expect(reel.err).toContain('--yes');
    const open = await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--visibility', 'public');
    expect(open.code).toBe(2);
    expect(isMade()).toBe(false);
  });

  it('publishes nothing that the pre-flight is against, and says which option would help', async () => {
    daemon.publications.connect('instagram', 'Low Tide');
    const text = 'Instagram takes 9:16, and this clip is 16:9.';
    daemon.publications.lines.push({ level: 'fail', code: 'ratio', text, field: 'fit', fit: 'crop' });
    const ran = await cli.run('publish', 'fox.mp4', '--to', 'instagram', '--yes', '--json');
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out)).toMatchObject({
      error: {
        code: 'invalid_input',
        errors: [{ path: '--fit', message: text }],
        fix: 'It would fit with: --fit crop',
      },
    });
    expect(isMade()).toBe(false);
  });

  it('says where an account is missing, or which of several is meant', async () => {
    const none = await cli.run('publish', 'fox.mp4', '--to', 'youtube');
    expect(none).toMatchObject({ code: 1 });
    expect(none.err).toContain('No account is connected at YouTube.');
    daemon.publications.connect('youtube', 'Low Tide Films', 'lowtide');
    daemon.publications.connect('youtube', 'Second');
    const several = await cli.run('publish', 'fox.mp4', '--to', 'youtube');
    expect(several).toMatchObject({ code: 2 });
    expect(several.err).toContain('Low Tide Films (@lowtide), Second');
    const wrong = await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--account', 'third', '--account', 'second');
    expect(wrong.err).toContain('there is no account "third"');
    expect(daemon.calls).not.toContain('POST /api/v1/assets');
    const ran = await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--account', '@LowTide', '--detach');
    expect(ran.code).toBe(0);
    expect(daemon.publications.last().posts).toMatchObject([{ accountName: 'Low Tide Films' }]);
  });

  it('schedules by this clock, and ends once it is scheduled unless it is to wait', async () => {
    daemon.publications.connect('youtube', 'Films');
    const ran = await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--at', '2999-12-01T18:00');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toContain('Goes out 2999-12-01 18:00. This computer must be on then.');
    expect(daemon.publications.requests[0]?.posts[0]?.when).toEqual({
      kind: 'at',
      at: new Date('2999-12-01T18:00').toISOString(),
    });
    const before = daemon.publications.all.size;
    const waiting = cli.run('publish', 'fox.mp4', '--to', 'youtube', '--at', '2999-12-01 18:00', '--wait');
    while (daemon.publications.all.size === before) await new Promise((resolve) => setImmediate(resolve));
    await cli.sees('scheduled');
    daemon.publications.update(daemon.publications.last(), { state: 'live', url: link });
    expect((await waiting).out).toContain(link);
  });

  it('keeps a draft without looking at it, and sends nothing', async () => {
    daemon.publications.connect('instagram', 'Low Tide');
    const ran = await cli.run('publish', 'fox.mp4', '--to', 'instagram', '--draft');
    expect(ran).toMatchObject({ code: 0 });
    expect(daemon.publications.requests).toMatchObject([{ draft: true }]);
    expect(daemon.calls).not.toContain('POST /api/v1/publications/preflight');
  });

  it('lets a model write what was left out, and nothing that was given', async () => {
    daemon.publications.connect('youtube', 'Films');
    const suggestions = [{ service: 'youtube', title: 'Suggested', text: 'Snow.', tags: ['snow'], hashtags: [] }];
    daemon.answers.set('POST /api/v1/publications/suggest', { provider: 'openai', model: 'm', suggestions });
    const ran = await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--title', 'Mine', '--suggest', '--detach');
    expect(ran.code).toBe(0);
    expect(daemon.publications.last().posts[0]?.content).toMatchObject({
      title: 'Mine',
      text: 'Snow.',
      tags: ['snow'],
    });
    daemon.refuse('POST /api/v1/publications/suggest', { status: 409, code: 'captions_no_key', detail: 'No key.' });
    const refused = await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--suggest');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toContain('leave out --suggest');
  });

  it('ends with 1 where a post needs somebody, in the words of the studio', async () => {
    daemon.publications.connect('youtube', 'Films');
    const publishing = cli.run('publish', 'fox.mp4', '--to', 'youtube');
    const userMessage = 'Nobody knows whether it was published. Look there first.';
    const error = { code: 'outcome_unknown', detail: 'lost', userMessage, action: 'look' as const };
    daemon.publications.update(await made(), { state: 'needs_attention', error });
    const ran = await publishing;
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.out).toContain(`needs attention\n  ${userMessage}`);
  });

  it('makes it once where the answer was lost', async () => {
    daemon.publications.connect('youtube', 'Films');
    daemon.loseNextAnswer('POST /api/v1/publications');
    expect((await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--detach')).code).toBe(0);
    expect([daemon.publications.all.size, daemon.publications.requests.length]).toEqual([1, 1]);
  });

  it.each([
    [['nowhere.mp4', '--to', 'youtube'], 'There is no file'],
    [['fox.mp4'], '--to youtube'],
    [['fox.mp4', '--to', 'youtub'], 'Did you mean youtube?'],
    [['fox.mp4', '--to', 'youtube', '--at', 'tomorrow'], 'such as 2026-12-01T18:00'],
    [['fox.mp4', '--to', 'youtube', '--at', '2001-01-01T10:00'], 'which is over'],
    [['fox.mp4', '--to', 'youtube', '--at', '2999-01-01T10:00', '--next-slot'], 'contradict'],
    [['fox.mp4', '--to', 'youtube', '--fit', 'squeeze'], 'as_is, crop, pad, re_encode'],
    [['fox.mp4', '--to', 'youtube', '--text', 'a', '--text-file', 'b'], 'contradict'],
    [['fox.mp4', '--to', 'youtube', '--wait', '--detach'], 'contradict'],
  ])('refuses %j with 2 and the way out', async (args, words) => {
    const ran = await cli.run('publish', ...args);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(words);
    expect(daemon.calls.filter((call) => !call.startsWith('GET'))).toEqual([]);
  });
});

describe('publish at a terminal', () => {
  beforeEach(async () => {
    await daemon.close();
    cli.dispose();
    await begin({ interactive: true });
    daemon.publications.connect('instagram', 'Low Tide');
  });

  it('asks before something becomes public, and takes anything but a yes for a no', async () => {
    const asking = cli.run('publish', 'fox.mp4', '--to', 'instagram');
    await cli.sees('Publish it for everybody at Instagram, Low Tide?');
    await cli.type('');
    expect(await asking).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was published.') });
    expect(isMade()).toBe(false);
    const again = cli.run('publish', 'fox.mp4', '--to', 'instagram', '--detach');
    await cli.type('y');
    expect((await again).code).toBe(0);
    expect(isMade()).toBe(true);
  });

  it('takes Ctrl-C at the question for a no, with 130', async () => {
    const asking = cli.run('publish', 'fox.mp4', '--to', 'instagram');
    await cli.sees('Publish it for everybody');
    cli.interrupt();
    expect(await asking).toMatchObject({ code: 130 });
    expect(isMade()).toBe(false);
  });

  it('asks on Ctrl-C whether to cancel it or to leave it running', async () => {
    const publishing = cli.run('publish', 'fox.mp4', '--to', 'instagram', '--yes');
    await made();
    await cli.sees('queued');
    cli.interrupt();
    await cli.sees('Cancel what is not out yet');
    await cli.type('c');
    expect(await publishing).toMatchObject({ code: 1, out: expect.stringContaining('cancelled') });
    const leaving = cli.run('publish', 'fox.mp4', '--to', 'instagram', '--yes');
    await cli.sees('queued');
    cli.interrupt();
    await cli.type('l');
    expect(await leaving).toMatchObject({ code: 1, err: expect.stringContaining('goes on without this command') });
  });
});

describe('publications', () => {
  it('lists each post on a line, shows one, and tells why one failed', async () => {
    daemon.publications.connect('youtube', 'Films');
    await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--detach', '--title', 'Fox');
    const publication = daemon.publications.last();
    daemon.publications.update(publication, { state: 'live', url: link });
    const id = publication.id.slice(-8);
    const list = await cli.run('publications', 'list');
    expect(list.out).toMatch(new RegExp(`^${id}  .* ago  YouTube, Films  live  ${link}  A red fox\n$`));
    const shown = await cli.run('publications', 'show', id);
    expect(shown.out).toContain(`“Fox”\n  ${link}`);
    expect((await cli.run('publications', 'show', 'ffffffff')).code).toBe(1);
    expect((await cli.run('publications', 'list', '--state', 'lve')).err).toContain('Did you mean live?');
  });

  it('sends again what failed, and asks to look first where it may be live', async () => {
    daemon.publications.connect('youtube', 'Films');
    await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--detach');
    const publication = daemon.publications.last();
    const id = publication.id.slice(-8);
    expect((await cli.run('publications', 'retry', id)).code).toBe(1);
    daemon.publications.update(publication, { state: 'needs_attention' });
    daemon.refuse(`POST /api/v1/publications/${publication.id}`, {
      status: 409,
      code: 'may_be_live',
      detail: 'Maybe.',
    });
    const refused = await cli.run('publications', 'retry', id, '--to', 'youtube');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--even-if-it-may-be-live') });
    daemon.refuse(`POST /api/v1/publications/${publication.id}`, null);
    const sent = await cli.run('publications', 'retry', id, '--even-if-it-may-be-live');
    expect(sent.code).toBe(0);
    expect(daemon.publications.retries).toEqual([{ evenIfItMayBeLive: true }]);
    expect((await cli.run('publications', 'retry', id, '--to', 'instagram')).code).toBe(2);
  });

  it('cancels what is not out, and ends well where nothing is left', async () => {
    daemon.publications.connect('youtube', 'Films');
    await cli.run('publish', 'fox.mp4', '--to', 'youtube', '--detach');
    const id = daemon.publications.last().id.slice(-8);
    expect(await cli.run('publications', 'cancel', id)).toMatchObject({ code: 0, out: 'YouTube, Films: cancelled.\n' });
    expect(await cli.run('publications', 'cancel', id)).toMatchObject({ code: 0, out: '' });
  });
});
