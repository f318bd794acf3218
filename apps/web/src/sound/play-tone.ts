/** What a tone says: a clip is done, or a job failed. */
export type Tone = 'done' | 'failed';

/** Frequencies one after the other, in hertz: up a fourth for done, down a third for failed. */
const notes: Readonly<Record<Tone, readonly number[]>> = { done: [659.3, 880], failed: [440, 349.2] };
const noteSeconds = 0.16;
const loudness = 0.12;

let context: AudioContext | null = null;

/** Plays a tone, made on the spot. False where the browser lets no page sound before it was touched, or has no sound. */
export async function playTone(tone: Tone): Promise<boolean> {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') await context.resume();
    if (context.state !== 'running') return false;
    for (const [index, hertz] of notes[tone].entries())
      playNote(context, hertz, context.currentTime + index * noteSeconds);
    return true;
  } catch {
    return false;
  }
}

function playNote(audio: AudioContext, hertz: number, atSeconds: number): void {
  const source = audio.createOscillator();
  const envelope = audio.createGain();
  source.type = 'sine';
  source.frequency.value = hertz;
  // Soft at both ends: a tone that starts or stops at full loudness clicks.
  envelope.gain.setValueAtTime(0, atSeconds);
  envelope.gain.linearRampToValueAtTime(loudness, atSeconds + 0.015);
  envelope.gain.exponentialRampToValueAtTime(0.0001, atSeconds + noteSeconds * 1.8);
  source.connect(envelope).connect(audio.destination);
  source.start(atSeconds);
  source.stop(atSeconds + noteSeconds * 2);
}
