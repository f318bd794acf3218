import { err, ok } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { content, goodClip, goodMakeup, type ReelBench, reelBench } from './testing/reel-bench.ts';

let bench: ReelBench;

beforeEach(async () => {
  bench = await reelBench();
});
afterEach(() => bench.close());

const callsOf = (call: string) => bench.standIn.requests.filter((each) => each.call === call).length;

describe('a Reel', () => {
  it('is made, waited for, published once and told with its address', async () => {
    bench.standIn.looksUntilFinished = 3;
    bench.content = content({ cover: { kind: 'frame', seconds: 2.5 }, shareToFeed: false, madeWithAi: true });
    const outcome = await bench.runToEnd();
    const [reel] = bench.standIn.reels;
    expect(outcome).toEqual({
      kind: 'published',
      remoteId: reel?.id,
      url: reel?.permalink,
      visibility: 'public',
      scheduled: false,
      note: null,
    });
    expect(bench.standIn.reels).toHaveLength(1);
    expect(reel?.form).toEqual({
      media_type: 'REELS',
      video_url: expect.stringContaining('/clip.mp4'),
      caption: 'A fox in the snow #fox',
      share_to_feed: 'false',
      is_ai_generated: 'true',
      thumb_offset: '2500',
    });
    expect(bench.reported).toContain('Processing at Instagram');
  });

  it('shows its token in a header and nowhere else', async () => {
    await bench.runToEnd();
    const { requests } = bench.standIn;
    expect(requests.length).toBeGreaterThan(4);
    expect(requests.every(({ token }) => token === 'IGAA-stand-in')).toBe(true);
    expect(JSON.stringify(requests.map(({ url, form }) => [url, form]))).not.toContain('IGAA');
    expect(JSON.stringify(bench.written)).not.toContain('IGAA');
  });

  it('says in its journal that it is being published before Instagram is asked to', async () => {
    const steps: unknown[] = [];
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'publish') steps.push(bench.journal?.['step'], bench.journal?.['asks']);
    };
    await bench.runToEnd();
    expect(steps).toEqual(['publishing', 1]);
  });

  it('looks soon at first and then once a minute, and gives up its place after eight minutes', async () => {
    bench.standIn.looksUntilFinished = 1000;
    const looks: number[] = [];
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'status') looks.push(bench.clock.now());
    };
    const startMs = bench.clock.now();
    expect(await bench.run()).toMatchObject({ kind: 'wait', stage: 'Processing at Instagram', error: null });
    const seconds = looks.map((at) => Math.round((at - startMs) / 1000));
    expect(seconds.length).toBe(11);
    expect(seconds[0]).toBeLessThan(10);
    expect((seconds.at(-1) ?? 0) - (seconds.at(-2) ?? 0)).toBeGreaterThanOrEqual(60);
    expect(seconds.at(-1)).toBeLessThan(500);
    bench.standIn.looksUntilFinished = 0;
    for (const container of bench.standIn.containers.values()) container.looksLeft = 0;
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(callsOf('create')).toBe(1);
  });

  it('is given up where Instagram works on it for hours', async () => {
    bench.standIn.looksUntilFinished = 1_000_000;
    expect(await bench.runToEnd()).toMatchObject({ kind: 'failed', error: { code: 'too_slow', action: 'retry' } });
    expect(bench.standIn.reels).toEqual([]);
  });

  it('is out also where its address cannot be read', async () => {
    bench.standIn.fault = (call) =>
      call === 'permalink' ? { when: 'before', what: { status: 400, code: 100, subcode: 33 } } : null;
    expect(await bench.runToEnd()).toMatchObject({
      kind: 'published',
      remoteId: bench.standIn.reels[0]?.id,
      url: null,
      note: expect.stringContaining('fox.films'),
    });
    expect(bench.standIn.reels).toHaveLength(1);
  });

  it('is read again where reading its container fails now and then', async () => {
    bench.standIn.looksUntilFinished = 4;
    bench.standIn.fault = (call, nth) => {
      if (call !== 'status' || nth % 2 === 1) return null;
      return { when: 'before', what: nth === 0 ? 'outage' : { status: 400, code: 100, subcode: 33 } };
    };
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(callsOf('create')).toBe(1);
  });
});

describe('before anything is at Instagram', () => {
  it('a clip that does not fit once it is prepared is not sent', async () => {
    bench.prepared = async () =>
      ok({ ...goodClip, makeup: { ...goodMakeup, video: { ...goodMakeup.video, fps: 16 } } });
    expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'does_not_fit', action: 'edit' } });
    expect(bench.standIn.requests).toEqual([]);
  });

  it('a clip that cannot be prepared is not sent', async () => {
    const error = { code: 'cannot_fit', detail: 'damaged', userMessage: 'It is damaged.', action: 'edit' } as const;
    bench.prepared = async () => err(error);
    expect(await bench.run()).toEqual({ kind: 'failed', error });
  });

  it('says to set up object storage where there is none', async () => {
    bench.link = async () => err({ code: 'no_object_storage', detail: 'There is none.' });
    expect(await bench.run()).toMatchObject({
      kind: 'failed',
      error: { code: 'no_object_storage', userMessage: expect.stringContaining('R2') },
    });
    expect(callsOf('create')).toBe(0);
  });

  it('object storage that cannot be reached is waited for', async () => {
    let isReached = false;
    const { link } = bench;
    bench.link = async (seconds) => (isReached ? link(seconds) : err({ code: 'unreachable', detail: 'It is away.' }));
    expect(await bench.run()).toMatchObject({ kind: 'wait', error: { code: 'storage_unreachable' } });
    isReached = true;
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
  });

  it('an address with other letters than ASCII is none', async () => {
    bench.link = async () => ok('https://example.org/füchse.mp4');
    expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'no_object_storage' } });
  });

  it('posts that are used up are waited for, an hour at a time', async () => {
    bench.standIn.quota.used = 50;
    const outcome = await bench.run();
    expect(outcome).toMatchObject({
      kind: 'wait',
      stage: "Waiting for Instagram's limit",
      error: { code: 'quota_exceeded', action: 'wait' },
    });
    const until = outcome.kind === 'wait' && outcome.until !== 'login' ? outcome.until.ms : 0;
    expect(Math.abs(until - bench.clock.now() - 3_600_000)).toBeLessThan(2000);
    expect(callsOf('create')).toBe(0);
    bench.standIn.quota.used = 49;
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
  });

  it('a limit that cannot be read stops nothing', async () => {
    bench.standIn.fault = (call) => (call === 'limit' ? { when: 'before', what: 'outage' } : null);
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
  });

  it('a dead login keeps the post', async () => {
    bench.tokens = () => err({ code: 'needs_login', detail: 'It has expired.' });
    expect(await bench.run()).toMatchObject({
      kind: 'wait',
      until: 'login',
      error: { code: 'needs_login', action: 'reconnect' },
    });
    bench.tokens = () => ok('IGAA-stand-in');
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
  });

  it('a token that Instagram refuses is replaced, and the same is asked again', async () => {
    bench.tokens = () => ok('IGAA-old');
    bench.afterRefusal = () => ok('IGAA-stand-in');
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(new Set(bench.refusedTokens)).toEqual(new Set(['IGAA-old']));
    expect(bench.standIn.reels).toHaveLength(1);
  });

  it('a connection that is gone ends it', async () => {
    bench.tokens = () => err({ code: 'gone', detail: 'It was removed.' });
    expect(await bench.run()).toMatchObject({ kind: 'failed', error: { code: 'not_connected' } });
  });

  it('is called off at once', async () => {
    const calledOff = new AbortController();
    bench.standIn.looksUntilFinished = 1000;
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'status') calledOff.abort();
    };
    expect(await bench.run(calledOff.signal)).toEqual({ kind: 'aborted' });
    expect(bench.journal).toMatchObject({ step: 'container' });
  });
});
