import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares two secrets in a time that says nothing about either, their lengths included. */
export function sameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
