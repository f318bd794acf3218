import { isEndState, type Job, type JobEvent, jobEvents, type JobState, nextState } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';

const studio = keptStudios();

describe('events in any order', () => {
  it('never leave an end state, follow the table, and the event log replays to the row', async () => {
    // An engine without room: the queue itself takes nothing, and every event is this test's.
    const test = studio(new ScriptedEngine({ maxConcurrent: 0 }));
    const { jobs } = test.store;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...jobEvents), { minLength: 1, maxLength: 30 }), async (events) => {
        const made = await test.create();
        let expected: JobState = 'queued';
        let version = 1;
        for (const event of events) {
          const before = await test.job(made.id);
          const after = await happen(event, made);
          const to = nextState(expected, event);
          expect(after === null).toBe(to === null);
          if (after === null) {
            expect(await test.job(made.id)).toEqual(before);
            continue;
          }
          expect(isEndState(before.state)).toBe(false);
          version += 1;
          expected = to ?? expected;
          expect(after).toMatchObject({ state: expected, version });
        }
        const row = await test.job(made.id);
        expect(row.state).toBe(expected);
        expect(row.finishedAt === null).toBe(!isEndState(expected));
        const log = test.store.connection
          .prepare("SELECT payload_json FROM event WHERE json_extract(payload_json, '$.id') = ? ORDER BY id")
          .pluck()
          .all(made.id);
        expect(log).toHaveLength(row.version);
        expect(JSON.parse(String(log.at(-1)))).toEqual(row);
        await jobs.apply(made.id, 'cancel', { closeAttempt: 'cancel' }, test.clock.now());
      }),
      { numRuns: 150 },
    );

    /** `claim` is the one event with a way of its own; it may take no other job, because all others have ended. */
    async function happen(event: JobEvent, job: Job): Promise<Job | null> {
      if (event === 'claim') {
        const request = {
          room: new Map<string, number>(),
          most: 1,
          bootId: 'boot',
          nowMs: test.clock.now() + 1e9,
          soloBootId: null,
          nothingActive: true,
          ratesOf: () => ({ pricePerSecondUsd: 0, roughSeconds: null }),
          budget: null,
        };
        const [work] = (await jobs.claim(request)).work;
        expect(work === undefined || work.record.job.id === job.id).toBe(true);
        return work?.record.job ?? null;
      }
      const change =
        event === 'fail' || event === 'retry' || event === 'cancel' ? ({ closeAttempt: 'release' } as const) : {};
      return jobs.apply(job.id, event, change, test.clock.now());
    }
  });
});
