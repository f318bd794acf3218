import type { StreamEvent } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { createEventBatch } from './event-batch.ts';

function gone(id: number, job: string): StreamEvent {
  return { id, topic: 'job', payload: { id: job, deleted: true } };
}

describe('createEventBatch', () => {
  it('hands over once a frame, in order, and of each thing only the newest', () => {
    const frames: (() => void)[] = [];
    const applied: number[][] = [];
    const batch = createEventBatch(
      (flush) => {
        frames.push(flush);
        return () => {};
      },
      (events) => applied.push(events.map(({ id }) => id)),
    );
    for (const event of [gone(1, 'a'), gone(2, 'b'), gone(3, 'a')]) batch.add(event);
    expect(frames).toHaveLength(1);
    expect(applied).toEqual([]);
    frames[0]?.();
    expect(applied).toEqual([[2, 3]]);
    batch.add(gone(4, 'a'));
    expect(frames).toHaveLength(2);
  });

  it('hands over at once when asked, and then not again', () => {
    let scheduled = 0;
    const applied: number[] = [];
    const batch = createEventBatch(
      () => {
        scheduled += 1;
        return () => {
          scheduled -= 1;
        };
      },
      (events) => applied.push(...events.map(({ id }) => id)),
    );
    batch.add(gone(1, 'a'));
    batch.flush();
    batch.flush();
    expect(applied).toEqual([1]);
    expect(scheduled).toBe(0);
  });
});
