import { describe, expect, it } from 'vitest';
import { jobOf } from '../testing/job-of.ts';
import { readStreamMessage } from './sse-feed.ts';

describe('readStreamMessage', () => {
  it('reads a whole job with the row it came in', () => {
    const job = jobOf();
    expect(readStreamMessage('job', '12', JSON.stringify(job))).toEqual({ id: 12, topic: 'job', payload: job });
  });

  it('reads what is left of a deleted job', () => {
    const { id } = jobOf();
    expect(readStreamMessage('job', '13', JSON.stringify({ id, deleted: true }))?.payload).toEqual({
      id,
      deleted: true,
    });
  });

  it.each([
    ['broken JSON', '1', '{'],
    ['another shape', '1', '{"id":"job_1"}'],
    ['no row', '', JSON.stringify({ id: 'x', deleted: 'no' })],
  ])('gives null for %s', (_, id, data) => {
    expect(readStreamMessage('job', id, data)).toBeNull();
  });
});
