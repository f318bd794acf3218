import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@videoexpress/studio';

const codeLifeMs = 60_000;
const maxOutstanding = 100;

export interface LoginCodes {
  /** A new code: 192 random bits, good once, for 60 seconds. */
  make(): string;
  /** Uses `code` up. False when it never was one, was used, or is too old. */
  redeem(code: string): boolean;
}

/** The codes that let a browser in. They live in memory: a restart makes them worthless, which is fine for 60 seconds. */
export function createLoginCodes(clock: Clock): LoginCodes {
  const expiresAtByHash = new Map<string, number>();

  function forgetExpired(): void {
    for (const [hash, expiresAt] of expiresAtByHash) if (expiresAt <= clock.monotonic()) expiresAtByHash.delete(hash);
  }

  return {
    make() {
      forgetExpired();
      const oldest = expiresAtByHash.keys().next();
      if (expiresAtByHash.size >= maxOutstanding && !oldest.done) expiresAtByHash.delete(oldest.value);
      const code = randomBytes(24).toString('base64url');
      expiresAtByHash.set(hashOf(code), clock.monotonic() + codeLifeMs);
      return code;
    },
    redeem(code) {
      forgetExpired();
      return expiresAtByHash.delete(hashOf(code));
    },
  };
}

/** Looking a code up by its hash leaks nothing of the code through the time it takes. */
function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
