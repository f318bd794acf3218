import type { JobAlert } from './alert-rules.ts';

/** One note: its pitch in hertz, and when it begins in seconds. */
interface Note {
  readonly pitch: number;
  readonly at: number;
}

/** Two notes up for a clip that is done, two down and lower for one that failed. */
const melodies: Readonly<Record<JobAlert['kind'], readonly Note[]>> = {
  done: [
    { pitch: 659.3, at: 0 },
    { pitch: 880, at: 0.12 },
  ],
  failed: [
    { pitch: 293.7, at: 0 },
    { pitch: 220, at: 0.18 },
  ],
};
const noteSeconds = 0.32;
const loudness = 0.12;

let context: AudioContext | null = null;

/** Browsers let a page sound only after a person has pressed something in it; this is called then. */
export function wakeTones(): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

/** Plays the short melody of an alert, where the browser lets the page sound. */
export function playTone(kind: JobAlert['kind']): void {
  wakeTones();
  if (context === null) return;
  const start = context.currentTime + 0.02;
  for (const { pitch, at } of melodies[kind]) {
    const tone = new OscillatorNode(context, { type: 'sine', frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, start + at);
    volume.gain.linearRampToValueAtTime(loudness, start + at + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + at + noteSeconds);
    tone.connect(volume).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + noteSeconds);
  }
}
