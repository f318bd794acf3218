import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StandInFault } from '../testing/instagram-stand-in/instagram-stand-in.ts';
import { createInstagramSite } from './create-instagram-site.ts';
import { type ReelBench, reelBench } from './testing/reel-bench.ts';

let bench: ReelBench;

beforeEach(async () => {
  bench = await reelBench();
});
afterEach(() => bench.close());

const publishCalls = () => bench.standIn.requests.filter(({ call }) => call === 'publish').length;

/** Every way in which an answer says nothing of what was done. */
const lostAnswers: readonly (readonly [string, StandInFault['what']])[] = [
  ['a cut connection', 'cut'],
  ['no answer at all', 'hang'],
  ['a page of an outage', 'outage'],
  ['an unknown error', { status: 500, code: 1 }],
  ['a transient error', { status: 400, code: 2, isTransient: true }],
  ['an error that nobody has heard of', { status: 400, code: 4711 }],
  ['a container that is said to be gone', { status: 400, code: 24, subcode: 2_207_006 }],
];

describe('a request to publish whose answer is lost', () => {
  it.each(lostAnswers)(
    'after it was carried out, by %s: one Reel, asked for once, with its address',
    async (_, what) => {
      bench.hangs = what === 'hang';
      bench.standIn.fault = (call) => (call === 'publish' ? { when: 'after', what } : null);
      expect(await bench.runToEnd()).toMatchObject({
        kind: 'published',
        remoteId: bench.standIn.reels[0]?.id,
        url: bench.standIn.reels[0]?.permalink,
      });
      expect(bench.standIn.reels).toHaveLength(1);
      expect(publishCalls()).toBe(1);
    },
  );

  it.each(lostAnswers)('before it was carried out, by %s: asked for once more after two minutes', async (_, what) => {
    bench.hangs = what === 'hang';
    bench.standIn.fault = (call, nth) => (call === 'publish' && nth === 0 ? { when: 'before', what } : null);
    const asked: number[] = [];
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'publish') asked.push(bench.clock.now());
      if (asked.length > 1) bench.hangs = false;
    };
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published', url: expect.stringContaining('/reel/') });
    expect(bench.standIn.reels).toHaveLength(1);
    expect(asked).toHaveLength(2);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(120_000);
    expect(bench.standIn.containers.size).toBe(1);
  });

  it('twice, and never carried out: a person is asked to look, and nothing is asked for a third time', async () => {
    bench.standIn.fault = (call) => (call === 'publish' ? { when: 'before', what: 'cut' } : null);
    expect(await bench.runToEnd()).toMatchObject({
      kind: 'unknown',
      error: { code: 'outcome_unknown', action: 'look', userMessage: expect.stringContaining('Look there') },
    });
    expect(publishCalls()).toBe(2);
    expect(bench.standIn.containers.size).toBe(1);
  });

  it('and is still being carried out when its container is looked at: one Reel', async () => {
    let carryOut: () => void = () => undefined;
    bench.standIn.fault = (call) => (call === 'publish' ? { when: 'before', what: 'cut' } : null);
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'publish') {
        const [container] = bench.standIn.containers.values();
        const at = bench.clock.now();
        carryOut = () => {
          if (container === undefined || bench.clock.now() - at < 60_000) return;
          container.statusCode = 'PUBLISHED';
        };
      }
      if (call === 'status') carryOut();
    };
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published', note: expect.stringContaining('address') });
    expect(publishCalls()).toBe(1);
  });

  it('and the container cannot be read for hours: it is asked again and again, and published by nobody', async () => {
    bench.standIn.fault = (call) => {
      if (call === 'publish') return { when: 'before', what: 'cut' };
      return publishCalls() > 0 ? { when: 'before', what: 'outage' } : null;
    };
    expect(await bench.run()).toMatchObject({ kind: 'wait', error: { code: 'outcome_open' } });
    expect(await bench.runToEnd()).toMatchObject({ kind: 'unknown', error: { action: 'look' } });
    expect(publishCalls()).toBe(1);
  });

  it('and the container is gone: the Reel is found among those of the account', async () => {
    bench.standIn.fault = (call) => (call === 'publish' ? { when: 'after', what: 'cut' } : null);
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'status' && publishCalls() > 0) bench.standIn.containers.clear();
    };
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published', url: bench.standIn.reels[0]?.permalink });
    expect(publishCalls()).toBe(1);
  });

  it.each(['EXPIRED', 'ERROR'] as const)('and the container says %s: a person begins anew', async (statusCode) => {
    bench.standIn.fault = (call) => (call === 'publish' ? { when: 'before', what: 'cut' } : null);
    bench.standIn.onRequest = ({ call }) => {
      if (call !== 'status' || publishCalls() === 0) return;
      for (const container of bench.standIn.containers.values()) container.statusCode = statusCode;
    };
    const outcome = await bench.runToEnd();
    expect(['failed', 'rejected']).toContain(outcome.kind);
    expect(outcome).toMatchObject({ error: { userMessage: expect.stringContaining('Nothing was published') } });
    expect(publishCalls()).toBe(1);
    expect(bench.standIn.containers.size).toBe(1);
  });

  it('and the connection is removed: it is not said that nothing was published', async () => {
    bench.standIn.fault = (call) => (call === 'publish' ? { when: 'after', what: 'cut' } : null);
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'publish') bench.tokens = () => ({ ok: false, error: { code: 'gone', detail: 'It was removed.' } });
    };
    expect(await bench.runToEnd()).toMatchObject({ kind: 'unknown', error: { code: 'outcome_unknown' } });
  });

  it('is not taken for another Reel that the person posted meanwhile', async () => {
    bench.standIn.fault = (call) => (call === 'publish' ? { when: 'after', what: 'cut' } : null);
    bench.standIn.onRequest = ({ call }) => {
      const [ours] = bench.standIn.reels;
      if (call !== 'list' || ours === undefined || bench.standIn.reels.length > 1) return;
      bench.standIn.reels.push({
        ...ours,
        id: '18009',
        caption: 'Posted from the phone',
        permalink: 'https://x.test/',
      });
    };
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published', remoteId: bench.standIn.reels[0]?.id });
  });
});

/** What a kill leaves: the journal up to there, and nothing in memory. */
class Killed extends Error {}

describe('a kill', () => {
  it.each([1, 2, 3])('after entry %s of the journal: the next run makes exactly one Reel of it', async (nth) => {
    let isKilled = false;
    bench.onWrite = () => {
      if (isKilled || bench.written.length < nth) return;
      isKilled = true;
      throw new Killed();
    };
    await expect(bench.run()).rejects.toThrow(Killed);
    expect(await bench.runToEnd()).toMatchObject({ kind: 'published', url: bench.standIn.reels[0]?.permalink });
    expect(bench.standIn.reels).toHaveLength(1);
  });

  it.each(['create', 'status', 'publish', 'list', 'permalink'] as const)(
    'while Instagram carries out "%s": exactly one Reel',
    async (call) => {
      if (call === 'list') bench.standIn.fault = (each) => (each === 'publish' ? { when: 'after', what: 'cut' } : null);
      const killed = new AbortController();
      let journal: ReelBench['journal'] = null;
      bench.standIn.onRequest = (seen) => {
        if (seen.call !== call || killed.signal.aborted) return;
        killed.abort();
        // What is written after this moment, a kill would not have written.
        journal = structuredClone(bench.journal);
      };
      await bench.run(killed.signal);
      bench.journal = journal;
      expect(await bench.runToEnd()).toMatchObject({ kind: 'published', url: bench.standIn.reels[0]?.permalink });
      expect(bench.standIn.reels).toHaveLength(1);
    },
  );
});

describe('withdrawing an attempt', () => {
  const site = () =>
    createInstagramSite({
      clock: bench.clock,
      graphUrl: bench.standIn.url,
      tokens: { current: async () => bench.tokens(), afterRefusal: async () => bench.afterRefusal() },
    });
  const withdraw = () => site().withdraw(bench.task());

  it('takes nothing back where nothing is there, or only a container', async () => {
    expect(await withdraw()).toBe('withdrawn');
    bench.standIn.looksUntilFinished = 1000;
    await bench.run();
    expect(await withdraw()).toBe('withdrawn');
  });

  it('cannot take back what is out', async () => {
    await bench.runToEnd();
    expect(await withdraw()).toBe('may_be_public');
  });

  it('is honest about what may be out', async () => {
    bench.standIn.fault = (call) => (call === 'publish' ? { when: 'after', what: 'cut' } : null);
    const calledOff = new AbortController();
    bench.standIn.onRequest = ({ call }) => {
      if (call === 'publish') calledOff.abort();
    };
    expect(await bench.run(calledOff.signal)).toEqual({ kind: 'aborted' });
    expect(bench.journal).toMatchObject({ step: 'publishing' });
    expect(await withdraw()).toBe('may_be_public');
    bench.standIn.fault = () => ({ when: 'before', what: 'cut' });
    expect(await withdraw()).toBe('unreachable');
  });
});
