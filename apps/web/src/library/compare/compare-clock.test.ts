import { describe, expect, it } from 'vitest';
import { compareClock, driftCure, placeIn, stepped } from './compare-clock.ts';

const short = { fps: 16, durationSeconds: 2 };
const long = { fps: 24, durationSeconds: 3 };
const clock = compareClock(short, long);

describe('two clips in one time', () => {
  it('last as long as the longer and step by the finer', () => {
    expect(clock).toEqual({ seconds: 3, fps: 24, frames: 72 });
    expect(compareClock(long, short)).toEqual(clock);
  });

  it('stand on the frame of the moment, each in its own rate', () => {
    expect(placeIn(short, 1)).toBeCloseTo(16.5 / 16);
    expect(placeIn(long, 1)).toBeCloseTo(24.5 / 24);
    expect(placeIn(short, 2.7), 'past its end').toBeCloseTo(31.5 / 16);
    expect(placeIn(short, -1)).toBeCloseTo(0.5 / 16);
  });

  it('are stepped within their time', () => {
    expect(stepped(clock, 0, 1)).toBeCloseTo(1.5 / 24);
    expect(stepped(clock, 0, -1)).toBeCloseTo(0.5 / 24);
    expect(stepped(clock, 2.99, 5)).toBeCloseTo(71.5 / 24);
    let seconds = 0;
    for (let step = 0; step < 30; step++) seconds = stepped(clock, seconds, 1);
    expect(seconds, 'steps add up to frames').toBeCloseTo(30.5 / 24);
  });
});

describe('driftCure', () => {
  const frame = 1 / 24;

  it('leaves alone what shows the same frame', () => {
    expect(driftCure(frame / 2, frame, 1)).toEqual({ kind: 'none' });
    expect(driftCure(-frame / 2, frame, 1)).toEqual({ kind: 'none' });
  });

  it('slows what is ahead and hurries what is behind, by a quarter at most', () => {
    const ahead = driftCure(0.05, frame, 2);
    const behind = driftCure(-0.2, frame, 1);
    expect(ahead).toEqual({ kind: 'rate', rate: 1.8 });
    expect(behind).toEqual({ kind: 'rate', rate: 1.25 });
  });

  it('jumps over a gap too wide to catch up', () => {
    expect(driftCure(0.4, frame, 1)).toEqual({ kind: 'seek' });
  });
});
