/** A key that no other click has. Not `randomUUID`, which a page has only over HTTPS and from this machine. */
export function newClickKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
