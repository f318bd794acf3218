import { createHash, randomBytes } from 'node:crypto';
import type { PublishingService } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { LoginBinding } from './login-service.ts';

/** How long a person has to come back. */
export const loginLifeMs = 10 * 60_000;
/** So long it is still known of an old one what became of it, to tell a person who comes late. */
const rememberedMs = 60 * 60_000;
/** The oldest make room: each stands for a click of the person, or a call with a credential. */
const mostAtOnce = 50;

/** A login that was begun and not come back from. */
export interface PendingLogin extends LoginBinding {
  readonly service: PublishingService;
}

/** Why an answer belongs to no login that waits for one. */
export type NotPending = 'unknown' | 'other_service' | 'other_browser' | 'expired' | 'used';

interface Entry {
  readonly login: PendingLogin;
  readonly browserHash: string;
  readonly beganMs: number;
  isUsed: boolean;
}

/** 256 random bits. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Logins under way, in memory: a restart makes them worthless, and the person begins again. Everything is looked up by its
 * hash, so the time it takes says nothing of a state or of a browser's cookie.
 */
export class PendingLogins {
  readonly #byState = new Map<string, Entry>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param browser what the cookie of the browser that begins it says */
  add(login: PendingLogin, browser: string): void {
    this.#forgetOld();
    const oldest = this.#byState.keys().next();
    if (this.#byState.size >= mostAtOnce && !oldest.done) this.#byState.delete(oldest.value);
    const entry = { login, browserHash: hashOf(browser), beganMs: this.#clock.monotonic(), isUsed: false };
    this.#byState.set(hashOf(login.state), entry);
  }

  /**
   * Uses up the login that an answer with this state belongs to. One that came by another browser or for another service
   * uses nothing up: it is a stranger's, and the person's own may still come.
   *
   * @param browsers what the cookies of the browser say; null: a person who is logged in here pasted it
   */
  take(service: PublishingService, state: string, browsers: readonly string[] | null): PendingLogin | NotPending {
    this.#forgetOld();
    const entry = this.#byState.get(hashOf(state));
    if (entry === undefined) return 'unknown';
    if (browsers !== null && !browsers.some((browser) => hashOf(browser) === entry.browserHash)) return 'other_browser';
    if (entry.login.service !== service) return 'other_service';
    if (entry.isUsed) return 'used';
    if (this.#clock.monotonic() - entry.beganMs >= loginLifeMs) return 'expired';
    entry.isUsed = true;
    return entry.login;
  }

  /** Uses up the newest login at a service: a pasted code does not say which it belongs to. */
  takeNewest(service: PublishingService): PendingLogin | NotPending {
    const newest = [...this.#byState.values()].findLast(({ login, isUsed }) => login.service === service && !isUsed);
    return newest === undefined ? 'unknown' : this.take(service, newest.login.state, null);
  }

  #forgetOld(): void {
    const beforeMs = this.#clock.monotonic() - rememberedMs;
    for (const [hash, { beganMs }] of this.#byState) if (beganMs < beforeMs) this.#byState.delete(hash);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
