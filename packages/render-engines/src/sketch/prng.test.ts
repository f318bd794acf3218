import { describe, expect, it } from 'vitest';
import { hashText, seededRandom, unitHash } from './prng.ts';

describe('seededRandom', () => {
  it('gives the same numbers for the same seed', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays the same on every machine: its first numbers are part of what a seed means', () => {
    const random = seededRandom(42);
    expect([random.next(), random.next()].map((n) => n.toFixed(9))).toMatchInlineSnapshot(`
      [
        "0.486988869",
        "0.505048795",
      ]
    `);
  });

  it('spreads over the whole range', () => {
    const random = seededRandom(1);
    const numbers = Array.from({ length: 4000 }, () => random.next());
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((a, b) => a + b, 0) / numbers.length).toBeCloseTo(0.5, 1);
  });

  it('forks by label alone, however many numbers were drawn before', () => {
    const fresh = seededRandom(5);
    const used = seededRandom(5);
    used.next();
    used.next();
    expect(used.fork('sky').next()).toBe(fresh.fork('sky').next());
    expect(fresh.fork('sky').next()).not.toBe(fresh.fork('sea').next());
  });
});

describe('hashes', () => {
  it('tell texts and seeds apart', () => {
    expect(hashText('a')).not.toBe(hashText('b'));
    expect(hashText('a', 1)).not.toBe(hashText('a', 2));
    expect(unitHash(1, 2)).not.toBe(unitHash(2, 2));
  });
});
