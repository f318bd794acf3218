import type { PostError, Result } from '@videoexpress/job-schema';
import type { PublishOutcome } from '@videoexpress/studio';
import { type HttpAnswer, parsed, passesByItself, refusalOf } from './answer.ts';
import { type ClipFile, clipFile } from './clip-file.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { lookForUpload } from './look-for-upload.ts';
import { readJournal, writeJournal } from './typed-journal.ts';
import type { UploadParts } from './upload-parts.ts';
import {
  askSession,
  chunkBytes,
  confirmedBytes,
  dropSession,
  isGone,
  sendChunk,
  startSession,
} from './upload-session.ts';
import { rest, troubleOf, waitFor, withoutToken } from './waits.ts';
import type { CallError } from './youtube-api.ts';
import { type Uploaded, type Uploading, videoSchema } from './youtube-words.ts';

/** What the line took is not yet at YouTube: all of it is there only when that says so. */
const sureFraction = 0.99;
/** Sessions that may be lost before somebody should look into it. */
const mostSessions = 5;
/** YouTube is given no time that is this close, or over: it takes none that is. */
const leastAheadMs = 60_000;

type End = Uploaded | PublishOutcome;
type Answer = Result<HttpAnswer, CallError>;

/**
 * Brings the clip to YouTube, from wherever the last run left off. The address of the upload is in the journal before the first
 * byte goes out, and so is that the last ones did: a second video is never made where the first may be there.
 */
export async function uploadVideo(parts: UploadParts): Promise<End> {
  const entry = await readJournal(parts.task.journal);
  if (entry?.step === 'uploaded') return entry;
  const file = await clipFile(parts.task);
  if (parts.task.signal.aborted) return { kind: 'aborted' };
  if (file.ok) return new Upload(parts, file.value, null, entry).run();
  // Of what went out before, YouTube may have all.
  if (entry?.mayBeComplete === true) return new Upload(parts, noFile, file.error, entry).run();
  return { kind: 'failed', error: file.error };
}

/** Stands for a file that cannot be read: nothing of it is ever sent. */
const noFile: ClipFile = { path: '', bytes: 0, modifiedMs: 0 };

class Upload {
  readonly #parts: UploadParts;
  readonly #file: ClipFile;
  /** Why nothing more can be sent. */
  readonly #unreadable: PostError | null;
  /** The upload that goes on; null: none was begun, or the one before is lost for certain. */
  #at: Uploading | null;
  /** Where the next bytes begin; null: YouTube is to be asked. */
  #next: number | null = null;
  #confirmed = -1;
  #tries = 0;
  #sessions = 0;

  constructor(parts: UploadParts, file: ClipFile, unreadable: PostError | null, at: Uploading | null) {
    this.#parts = parts;
    this.#file = file;
    this.#unreadable = unreadable;
    this.#at = at;
  }

  async run(): Promise<End> {
    const { signal } = this.#parts.task;
    for (;;) {
      const end = this.#at === null ? await this.#start() : await this.#goOn(this.#at);
      // What is complete is told, also where somebody wanted it stopped meanwhile.
      if (end !== null && 'step' in end) return end;
      if (signal.aborted) return { kind: 'aborted' };
      if (end !== null) return end;
    }
  }

  async #start(): Promise<End | null> {
    const { api, task, clock } = this.#parts;
    if (this.#unreadable !== null) return { kind: 'failed', error: this.#unreadable };
    if (this.#sessions >= mostSessions) return tooManySessions;
    this.#note(0);
    const startedAtMs = clock.now();
    const { path, bytes, modifiedMs } = this.#file;
    // Its time may have come while the clip was prepared: late is better than never.
    const isAhead = task.publishAtMs !== null && task.publishAtMs - startedAtMs > leastAheadMs;
    const order = { content: task.content, path, bytes, publishAtMs: isAhead ? task.publishAtMs : null };
    const answer = await startSession(api, order, task.signal);
    const session = answer.ok && answer.value.status === 200 ? answer.value.headers['location'] : undefined;
    if (session === undefined) return this.#refused(answer);
    const entry = { session, bytes, modifiedMs, startedAtMs, mayBeComplete: false, troubleSinceMs: null };
    await this.#keep({ step: 'uploading', ...entry });
    this.#sessions += 1;
    this.#tries = 0;
    this.#confirmed = 0;
    this.#next = 0;
    return null;
  }

  /** Sends the next bytes, or asks how far it is, and takes the answer. */
  async #goOn(at: Uploading): Promise<End | null> {
    const { api, task } = this.#parts;
    // Bytes of another file must not be put behind those that are there.
    const isOther = at.bytes !== this.#file.bytes || at.modifiedMs !== this.#file.modifiedMs;
    const start = isOther ? null : this.#next;
    const answer =
      start === null ? await askSession(api, at.session, at.bytes, task.signal) : await this.#send(at, start);
    if (!answer.ok) return this.#trouble(answer);
    const { status } = answer.value;
    if (status === 200 || status === 201) return this.#completed(at, answer.value);
    if (status === 308 && isOther) {
      await dropSession(api, at.session, task.signal);
      this.#at = null;
      return null;
    }
    if (status === 308) return this.#accepted(answer);
    if (!isGone(answer.value)) {
      const end = await this.#refused(answer);
      // That the question was refused says nothing of what was sent before it.
      return start === null ? this.#unlessComplete(end, `HTTP ${status}`) : end;
    }
    // Bytes that were never sent cannot be a video: it may begin anew.
    if (at.mayBeComplete) return this.#lookFor(at, 'The upload is no longer known to YouTube.');
    this.#at = null;
    return null;
  }

  async #send(at: Uploading, start: number): Promise<Answer> {
    const { api, task } = this.#parts;
    const { path, bytes: total } = this.#file;
    const bytes = Math.min(chunkBytes, total - start);
    const isLast = start + bytes === total;
    let sent = start;
    const onSent = (more: number) => {
      sent += more;
      this.#report(Math.min(sent, total * sureFraction));
    };
    const beforeLast = async () => {
      if (!at.mayBeComplete) await this.#keep({ ...at, mayBeComplete: true });
    };
    const chunk = { path, start, bytes, total, onSent, ...(isLast ? { beforeLast } : {}) };
    return sendChunk(api, at.session, chunk, task.signal);
  }

  /** A chunk was taken, or a part of it: what YouTube confirms is what counts. */
  async #accepted(answer: Result<HttpAnswer, never> & { readonly ok: true }): Promise<End | null> {
    const confirmed = confirmedBytes(answer.value);
    const wasAsked = this.#next === null;
    const isMore = confirmed > this.#confirmed;
    this.#note(confirmed);
    this.#next = confirmed;
    if (confirmed < this.#file.bytes && (isMore || wasAsked)) {
      if (isMore) await this.#goesOn();
      return null;
    }
    // It takes nothing more, or has all and does not say so.
    return this.#trouble(answer);
  }

  async #goesOn(): Promise<void> {
    this.#tries = 0;
    if (this.#at !== null && this.#at.troubleSinceMs !== null) await this.#keep({ ...this.#at, troubleSinceMs: null });
  }

  async #completed(at: Uploading, answer: HttpAnswer): Promise<End> {
    const video = parsed(videoSchema, answer);
    return video === null
      ? this.#lookFor(at, 'YouTube did not say which video it made.')
      : this.#uploaded(at, video.id);
  }

  async #uploaded({ startedAtMs }: Uploading, videoId: string): Promise<Uploaded> {
    const entry = { step: 'uploaded', videoId, startedAtMs, thumbnail: null } as const;
    await writeJournal(this.#parts.task.journal, entry);
    this.#note(this.#file.bytes);
    return entry;
  }

  /** "Nothing was published" is said of no upload that may be complete: that is looked for. */
  async #unlessComplete(end: End | null, detail: string): Promise<End | null> {
    const isFailed = end !== null && 'kind' in end && end.kind === 'failed';
    return isFailed && this.#at?.mayBeComplete === true ? this.#lookFor(this.#at, detail) : end;
  }

  async #lookFor(at: Uploading, detail: string): Promise<End> {
    const found = await lookForUpload(this.#parts, at.startedAtMs, detail);
    return 'videoId' in found ? this.#uploaded(at, found.videoId) : found;
  }

  /** An answer that is neither yes nor "more": it passes by itself, is waited for, or is an end. */
  async #refused(answer: Answer): Promise<End | null> {
    if (!answer.ok || passesByItself(answer.value) || answer.value.status < 400) return this.#trouble(answer);
    const { task, clock, timeZone } = this.#parts;
    const around = { nowMs: clock.now(), timeZone: timeZone(), accountName: task.account.accountName };
    const judged = judgeRefusal(refusalOf(answer.value, around.nowMs), around);
    return judged.kind === 'again' ? this.#trouble(answer) : judged;
  }

  /** Waits, and answers null; or says how it ends. */
  async #trouble(answer: Answer): Promise<End | null> {
    const { task, clock, timeZone } = this.#parts;
    if (task.signal.aborted) return { kind: 'aborted' };
    if (!answer.ok && answer.error.code !== 'unreachable') {
      const { code, detail } = answer.error;
      const ended = withoutToken({ code, detail }, task.account.accountName);
      if (ended !== null) return this.#unlessComplete(ended, detail);
    }
    this.#next = null;
    this.#tries += 1;
    const nowMs = clock.now();
    const detail = answer.ok ? `HTTP ${answer.value.status}` : answer.error.detail;
    const retryAfterMs = answer.ok ? refusalOf(answer.value, nowMs).retryAfterMs : null;
    const trouble = troubleOf(nowMs, this.#at?.troubleSinceMs ?? nowMs, this.#tries, retryAfterMs);
    switch (trouble.kind) {
      case 'again':
        await waitFor(clock, trouble.afterMs, task.signal);
        return null;
      case 'rest':
        if (this.#at !== null && this.#at.troubleSinceMs === null)
          await this.#keep({ ...this.#at, troubleSinceMs: nowMs });
        return rest(trouble.untilMs, detail, timeZone());
      case 'give_up':
        return this.#at?.mayBeComplete === true ? this.#lookFor(this.#at, detail) : gaveUp(detail);
    }
  }

  #note(confirmed: number): void {
    this.#confirmed = Math.max(this.#confirmed, confirmed);
    this.#report(confirmed);
  }

  /** Bytes that the line took, or YouTube confirmed. */
  #report(bytes: number): void {
    const fraction = Math.min(1, bytes / Math.max(1, this.#file.bytes));
    this.#parts.task.report({ stage: 'Uploading', state: 'uploading', fraction });
  }

  /** On the disk when it answers. */
  async #keep(entry: Uploading): Promise<void> {
    await writeJournal(this.#parts.task.journal, entry);
    this.#at = entry;
  }
}

const tooManySessions: PublishOutcome = {
  kind: 'failed',
  error: {
    code: 'upload_lost',
    detail: `YouTube forgot the upload ${mostSessions} times.`,
    userMessage: 'YouTube forgot the upload again and again before it was complete. Nothing was published.',
    action: 'retry',
  },
};

function gaveUp(detail: string): PublishOutcome {
  const userMessage = 'YouTube could not be reached for a day. Nothing was published.';
  return { kind: 'failed', error: { code: 'unreachable', detail, userMessage, action: 'retry' } };
}
