import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StandInFault } from '../testing/instagram-stand-in/instagram-stand-in.ts';
import { type ReelBench, reelBench } from './testing/reel-bench.ts';

let bench: ReelBench;

beforeEach(async () => {
  bench = await reelBench();
});
afterEach(() => bench.close());

const callsOf = (call: string) => bench.standIn.requests.filter((each) => each.call === call).length;

const refusal = (code: number, subcode?: number, more: Partial<Exclude<StandInFault['what'], string>> = {}) =>
  ({ when: 'before', what: { status: 400, code, ...(subcode === undefined ? {} : { subcode }), ...more } }) as const;

describe('a container that is refused', () => {
  it.each([
    ['a bad field', refusal(100), 'refused', 'edit', 1],
    ['an account that it does not know', refusal(100, 33), 'account_unknown', 'reconnect', 1],
    ['a missing permission', refusal(10), 'no_permission', 'reconnect', 1],
    ['another missing permission', refusal(200), 'no_permission', 'reconnect', 1],
    ['an app that Meta blocked', refusal(200, undefined, { message: 'API access blocked.' }), 'app_blocked', 'look', 1],
    ['a clip that it cannot fetch', refusal(9004, 2_207_052), 'not_fetched', 'retry', 4],
    ['a clip that comes too slowly', refusal(-2, 2_207_003), 'not_fetched', 'retry', 4],
    ['a clip it has no use for', refusal(352, 2_207_026), 'unsupported_clip', 'edit', 1],
    ['a clip it cannot process', refusal(-1, 2_207_082), 'unprocessable_clip', 'retry', 2],
    ['an upload that failed', refusal(-1, 2_207_053), 'upload_failed', 'retry', 2],
    ['a creation that failed', refusal(-1, 2_207_032), 'upload_failed', 'retry', 2],
    ['a download that failed', refusal(-1, 2_207_077), 'upload_failed', 'retry', 2],
    ['a long caption', refusal(36_004, 2_207_010), 'caption_too_long', 'edit', 1],
    ['a restricted account', refusal(25, 2_207_050), 'account_restricted', 'look', 1],
    ['a blocked action', refusal(4, 2_207_051), 'account_restricted', 'look', 1],
    ['spam', refusal(-1, 2_207_001), 'account_restricted', 'look', 1],
    ['a bad cover', refusal(-1, 2_207_057), 'bad_cover', 'edit', 1],
    ['a trial Reel', refusal(-1, 2_207_081), 'trial_reels', 'look', 1],
    ['something new', refusal(4711), 'refused', 'edit', 1],
  ] as const)('for %s', async (_, fault, code, action, calls) => {
    bench.standIn.fault = (call) => (call === 'create' ? fault : null);
    const outcome = await bench.runToEnd();
    expect(['failed', 'rejected']).toContain(outcome.kind);
    expect(outcome).toMatchObject({
      error: { code, action, userMessage: expect.stringMatching(/nothing was published/i) },
    });
    expect(callsOf('create')).toBe(calls);
    expect(bench.standIn.reels).toEqual([]);
  });

  it.each([4, 17, 32, 613, 80_002])('for its rate (%s): it waits, longer each time, and goes on', async (code) => {
    const at: number[] = [];
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'create') at.push(bench.clock.now());
    };
    bench.standIn.fault = (call, nth) => (call === 'create' && nth < 3 ? refusal(code) : null);
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    const waits = at.slice(1).map((each, index) => each - (at[index] ?? 0));
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits[0]).toBeGreaterThanOrEqual(30_000);
    expect(bench.standIn.reels).toHaveLength(1);
  });

  it('waits as long as it is asked to', async () => {
    bench.standIn.fault = (call, nth) =>
      call === 'create' && nth === 0 ? refusal(4, undefined, { retryAfterSeconds: 600 }) : null;
    const outcome = await bench.run();
    const until = outcome.kind === 'wait' && outcome.until !== 'login' ? outcome.until.ms : 0;
    expect(until - bench.clock.now()).toBeGreaterThan(595_000);
  });

  it.each(['cut', 'outage'] as const)(
    'by an answer that is lost (%s): another one is made, which nobody sees',
    async (what) => {
      bench.standIn.fault = (call, nth) => (call === 'create' && nth === 0 ? { when: 'after', what } : null);
      expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
      expect(bench.standIn.containers.size).toBe(2);
      expect(bench.standIn.reels).toHaveLength(1);
    },
  );

  it('quotes no address and no token', async () => {
    const message =
      'Could not fetch https://account.r2.example/clip.mp4?X-Amz-Signature=abc with IGAAabcdefghijklmnopqrstuvwx';
    bench.standIn.fault = (call) => (call === 'create' ? refusal(100, undefined, { message }) : null);
    const said = JSON.stringify(await bench.runToEnd());
    expect(said).not.toContain('X-Amz');
    expect(said).not.toContain('IGAAabc');
  });
});

describe('a container that goes wrong', () => {
  const endAs = (statusCode: 'ERROR' | 'EXPIRED', status: string, times = 100) => {
    let ended = 0;
    bench.standIn.onRequest = ({ call }) => {
      if (call !== 'status') return;
      for (const container of bench.standIn.containers.values()) {
        if (container.statusCode !== 'IN_PROGRESS' || ended >= times) continue;
        ended += 1;
        container.statusCode = statusCode;
        container.status = status;
      }
    };
  };

  it.each([
    ['Error: Media upload has failed with error code 2207026', 'rejected', 'unsupported_clip', 1],
    ['Error: Media upload has failed with error code 2207085', 'rejected', 'unsupported_clip', 1],
    ['Error: Media upload has failed with error code 2207082', 'failed', 'unprocessable_clip', 2],
    ['Error: Media upload has failed with error code 2207052', 'failed', 'not_fetched', 4],
    ['Error: Media upload has failed with error code 2207057', 'failed', 'bad_cover', 1],
    ['Something else', 'rejected', 'processing_failed', 1],
  ] as const)('with "%s"', async (status, kind, code, containers) => {
    endAs('ERROR', status);
    expect(await bench.runToEnd()).toMatchObject({ kind, error: { code } });
    expect(bench.standIn.containers.size).toBe(containers);
    expect(bench.standIn.reels).toEqual([]);
  });

  it('is made anew where it has expired, a few times', async () => {
    endAs('EXPIRED', 'Expired', 1);
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(bench.standIn.containers.size).toBe(2);
    expect(bench.standIn.reels).toHaveLength(1);
  });

  it('is not made anew for ever', async () => {
    endAs('EXPIRED', 'Expired');
    expect(await bench.runToEnd()).toMatchObject({ kind: 'failed', error: { code: 'container_expired' } });
    expect(bench.standIn.containers.size).toBe(3);
  });

  it('is made anew where it turns out not to be a clip that plays from the front', async () => {
    bench.link = async () => ({ ok: true, value: `${bench.standIn.url}/not-a-clip` });
    bench.standIn.other = (_request, response) => {
      response.end('this is no clip');
      return true;
    };
    expect(await bench.runToEnd()).toMatchObject({ kind: 'rejected', error: { code: 'unsupported_clip' } });
  });

  it('by a link that leads nowhere is tried again, and then told', async () => {
    bench.link = async () => ({ ok: true, value: 'http://127.0.0.1:9/clip.mp4' });
    expect(await bench.runToEnd()).toMatchObject({ kind: 'failed', error: { code: 'not_fetched', action: 'retry' } });
    expect(callsOf('create')).toBe(4);
  });
});

describe('a request to publish that is refused', () => {
  it('because the container is not ready after all: it is waited for', async () => {
    bench.standIn.fault = (call, nth) => (call === 'publish' && nth < 2 ? refusal(9007, 2_207_027) : null);
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(bench.standIn.reels).toHaveLength(1);
  });

  it('because the posts are used up: the same container goes out later', async () => {
    bench.standIn.fault = (call, nth) => (call === 'publish' && nth === 0 ? refusal(9, 2_207_042) : null);
    expect(await bench.run()).toMatchObject({ kind: 'wait', error: { code: 'quota_exceeded' } });
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(bench.standIn.containers.size).toBe(1);
  });

  it('for its rate: the same container goes out later', async () => {
    bench.standIn.fault = (call, nth) => (call === 'publish' && nth === 0 ? refusal(4) : null);
    expect(await bench.run()).toMatchObject({ kind: 'wait', error: { code: 'rate_limited' } });
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(bench.standIn.containers.size).toBe(1);
    expect(bench.standIn.reels).toHaveLength(1);
  });

  it('because the login died in between: it waits for a login and goes on', async () => {
    bench.standIn.fault = (call, nth) => (call === 'publish' && nth === 0 ? refusal(190) : null);
    expect(await bench.run()).toMatchObject({ kind: 'wait', until: 'login' });
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(bench.standIn.containers.size).toBe(1);
  });

  it('because the account is restricted: it ends', async () => {
    bench.standIn.fault = (call) => (call === 'publish' ? refusal(25, 2_207_050) : null);
    expect(await bench.runToEnd()).toMatchObject({ kind: 'failed', error: { code: 'account_restricted' } });
    expect(callsOf('publish')).toBe(1);
  });

  it('without having been sent: it is sent later', async () => {
    let isOnline = true;
    const call = bench.graph.call.bind(bench.graph);
    bench.graph.call = async (account, asked, signal) => {
      if (asked.path.endsWith('media_publish') && isOnline) {
        isOnline = false;
        return { ok: false, error: { kind: 'not_sent', detail: 'The name of the service could not be found.' } };
      }
      return call(account, asked, signal);
    };
    expect(await bench.run()).toMatchObject({ kind: 'wait', error: { code: 'unreachable' } });
    expect(bench.journal).toMatchObject({ step: 'container', asks: 0 });
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published' });
    expect(callsOf('publish')).toBe(1);
  });
});
