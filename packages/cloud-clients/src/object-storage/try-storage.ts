import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineTest } from '@videoexpress/job-schema';
import type { Clock, ObjectError, ObjectStore } from '@videoexpress/studio';
import { objectFixes } from './storage-health.ts';

const publicMs = 10_000;
/** The object goes also when the trial was called off, so its removal has its own time. */
const removalMs = 10_000;

/** Writes a small object, reads it back, looks for it under the public address, and deletes it whatever came before. */
export async function tryStorage(store: ObjectStore, clock: Clock, signal: AbortSignal): Promise<EngineTest> {
  const startedMs = clock.monotonic();
  const key = `health/${randomUUID()}.txt`;
  const text = `VideoExpress AI tried out this bucket. This object can go.\n${key}\n`;
  const folder = await mkdtemp(join(tmpdir(), 'videoexpress-'));
  const seconds = () => Math.round(clock.monotonic() - startedMs) / 1000;
  const failed = (step: string, { code, detail }: ObjectError): EngineTest => {
    return { works: false, seconds: seconds(), detail: `${step}: ${detail}`, fix: objectFixes[code] };
  };
  try {
    const path = join(folder, 'probe.txt');
    await writeFile(path, text);
    const put = await store.putFile(key, path, { contentType: 'text/plain', signal });
    if (!put.ok) {
      // It may be there all the same.
      await store.delete(key, AbortSignal.timeout(removalMs));
      return failed('Writing', put.error);
    }
    const got = await store.getText(key, text.length * 2, signal);
    const publicly = got.ok && got.value === text ? await readPublicly(store.publicUrl(key), text, signal) : null;
    const gone = await store.delete(key, AbortSignal.timeout(removalMs));
    if (!got.ok) return failed('Reading', got.error);
    if (publicly === null)
      return failed('Reading', { code: 'rejected', detail: 'What came back is not what was written.' });
    if (!gone.ok) return failed('Deleting', gone.error);
    const { works, said, fix } = publicly;
    return { works, seconds: seconds(), detail: `A small object was written, read and deleted. ${said}`, fix };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A public address that shows nothing spoils the links of every clip, so it counts. */
async function readPublicly(
  url: string | null,
  text: string,
  signal: AbortSignal,
): Promise<{ works: boolean; said: string; fix: string | null }> {
  if (url === null) return { works: true, said: 'The bucket has no public address, so clips get no link.', fix: null };
  const fix = 'Turn on public access for the bucket, and put the address that it shows under Settings, Storage.';
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(publicMs)]),
      redirect: 'manual',
    });
    const shown = (await answer.text()).slice(0, text.length * 2);
    if (answer.ok && shown === text)
      return { works: true, said: 'Anyone can read it under the public address.', fix: null };
    return { works: false, said: `The public address does not show it (${answer.status}).`, fix };
  } catch {
    return { works: false, said: 'The public address does not answer.', fix };
  }
}
