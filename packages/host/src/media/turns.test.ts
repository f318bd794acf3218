import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

describe('turns', () => {
  it('are so many at once, in the order of asking, and come back when they end', async () => {
    const turns = createTurns(2);
    const order: string[] = [];
    const enter = async (name: string) => {
      const end = await turns.take();
      order.push(name);
      return () => end?.();
    };
    const [first, second] = await Promise.all([enter('first'), enter('second')]);
    const [third, fourth] = [enter('third'), enter('fourth')];
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['first', 'second']);
    first?.();
    first?.();
    (await third)();
    expect(order).toEqual(['first', 'second', 'third']);
    (await fourth)();
    second?.();
    expect(await turns.take()).not.toBeNull();
    expect(await turns.take()).not.toBeNull();
  });

  it('are not kept for those who gave up', async () => {
    const turns = createTurns(1);
    const end = await turns.take();
    const abort = new AbortController();
    const impatient = turns.take(abort.signal);
    const patient = turns.take();
    abort.abort();
    expect(await impatient).toBeNull();
    end?.();
    expect(await patient).not.toBeNull();
    expect(await turns.take(AbortSignal.abort())).toBeNull();
  });
});
