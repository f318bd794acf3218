import { describe, expect, it } from 'vitest';
import { jobOf } from '../testing/job-of.ts';
import { afterFor, type PendingMove, withMoves } from './pending-moves.ts';

const [a, b, c, d] = [jobOf(), jobOf(), jobOf(), jobOf()] as const;
const queued = [a, b, c, d];
let key = 0;
const move = (id: PendingMove['id'], after: PendingMove['after']): PendingMove => ({ key: (key += 1), id, after });

describe('withMoves', () => {
  it('puts a job right behind another, up and down, and before all of them', () => {
    expect(withMoves(queued, [move(a.id, c.id)])).toEqual([b, c, a, d]);
    expect(withMoves(queued, [move(d.id, a.id)])).toEqual([a, d, b, c]);
    expect(withMoves(queued, [move(c.id, null)])).toEqual([c, a, b, d]);
  });

  it('applies moves in the order they were asked for', () => {
    expect(withMoves(queued, [move(a.id, b.id), move(a.id, c.id), move(d.id, null)])).toEqual([d, b, c, a]);
  });

  it('leaves out what the daemon will refuse: a job that no longer waits, a place behind one that does not', () => {
    const gone = jobOf();
    expect(withMoves(queued, [move(gone.id, a.id)])).toEqual(queued);
    expect(withMoves(queued, [move(a.id, gone.id)])).toEqual(queued);
    expect(withMoves(queued, [move(a.id, a.id)])).toEqual(queued);
  });

  it('changes nothing that another window already brought about', () => {
    expect(withMoves([b, a, c, d], [move(a.id, b.id)])).toEqual([b, a, c, d]);
  });
});

describe('afterFor', () => {
  it('names the job in front of each place', () => {
    expect([0, 1, 2, 3].map((index) => afterFor(queued, a.id, index))).toEqual([undefined, b.id, c.id, d.id]);
    expect([0, 1, 2, 3].map((index) => afterFor(queued, c.id, index))).toEqual([null, a.id, undefined, d.id]);
  });

  it('gives, with the move itself, exactly the place asked for', () => {
    for (const job of queued) {
      for (const index of [0, 1, 2, 3]) {
        const after = afterFor(queued, job.id, index);
        const order = after === undefined ? queued : withMoves(queued, [move(job.id, after)]);
        expect(order.indexOf(job)).toBe(index);
      }
    }
  });
});
