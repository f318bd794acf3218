import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAttemptId, newConnectionId, ok, type PostContent, postContentSchema } from '@videoexpress/job-schema';
import type { ConnectionTokens, PublishTask } from '@videoexpress/studio';
import type { ManualClock } from '@videoexpress/studio/testing';

/** A post on its way, as a site is given it, with a journal in memory. */
export interface TestTask extends PublishTask {
  /** What was written to the journal, the newest last. */
  readonly entries: Readonly<Record<string, unknown>>[];
  readonly reports: { readonly stage: string; readonly fraction: number | null }[];
  readonly abort: AbortController;
  /** Stands for the next run of the daemon: the same attempt and journal. */
  again(): TestTask;
}

export function publishTask(parts: {
  readonly path: string;
  readonly content?: Partial<PostContent>;
  readonly publishAtMs?: number | null;
  readonly cover?: string | null;
  readonly from?: TestTask;
}): TestTask {
  const { path, from } = parts;
  const abort = new AbortController();
  const entries: Readonly<Record<string, unknown>>[] = [...(from?.entries ?? [])];
  const reports: TestTask['reports'] = [];
  const clip = {
    path,
    posterPath: null,
    bytes: statSync(path).size,
    width: 1280,
    height: 720,
    durationSeconds: 8,
    fps: 24,
    makeup: null,
    objectKey: null,
  };
  const task: TestTask = {
    attemptId: from?.attemptId ?? newAttemptId(),
    content: postContentSchema.parse({ title: 'Low tide', cover: { kind: 'none' }, ...parts.content }),
    clip,
    account: from?.account ?? { connectionId: newConnectionId(), accountId: 'UC-1', accountName: 'Low Tide Films' },
    publishAtMs: parts.publishAtMs ?? null,
    journal: {
      read: async () => entries.at(-1) ?? null,
      write: async (entry) => void entries.push(structuredClone(entry)),
    },
    prepared: async () => ok(clip),
    cover: async () => parts.cover ?? null,
    link: async () => ok('https://example.test/clip.mp4'),
    report: ({ stage, fraction }) => void reports.push({ stage, fraction }),
    signal: abort.signal,
    entries,
    reports,
    abort,
    again: () => publishTask({ ...parts, from: task }),
  };
  return task;
}

/** Tokens of an account that is well: `token-1`, and a newer one each time that one is refused. */
export function steadyTokens(): ConnectionTokens & { readonly given: string[] } {
  let newest = 1;
  const given: string[] = [];
  const give = () => {
    given.push(`token-${newest}`);
    return ok(`token-${newest}`);
  };
  return {
    given,
    current: async () => give(),
    async afterRefusal(_id, refused) {
      if (refused === `token-${newest}`) newest += 1;
      return give();
    },
  };
}

/** A file of so many bytes, no two parts of it alike. */
export function clipOf(bytes: number): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-clip-'));
  const path = join(folder, 'clip.mp4');
  const content = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) content.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
  writeFileSync(path, content);
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Lets the clock run on whenever somebody waits for it, until `work` is done. */
export async function onClock<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isDone = false;
  const end = () => void (isDone = true);
  work.then(end, end);
  while (!isDone) {
    if (clock.pendingTimers > 0) clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return work;
}
