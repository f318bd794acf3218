import type { PasteLoginRequest } from './connection.ts';

/** Instagram's tokens begin so, and are longer than its codes. */
const tokenPattern = /^IG[\w-]{60,}$/;

/** What a person pasted: an address, a token where the service has such, or else a code. */
export function pastedAs(pasted: string, takesTokens: boolean): PasteLoginRequest {
  const text = pasted.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { address: text };
  return takesTokens && tokenPattern.test(text) ? { token: text } : { code: text };
}
