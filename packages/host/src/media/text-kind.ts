export type TextKind = 'html' | 'xml' | 'json';

/**
 * Recognises the texts that servers answer with where a file was wanted: an error page, an XML or a JSON error.
 *
 * @param head the first bytes of a file
 */
export function textKindOf(head: Uint8Array): TextKind | null {
  const text = Buffer.from(head)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
    .toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html') || text.startsWith('<head')) return 'html';
  if (text.startsWith('<?xml') && text.includes('<html')) return 'html';
  if (text.startsWith('<?xml') || text.startsWith('<error')) return 'xml';
  if (/^[{[]\s*["{[\]}]/.test(text)) return 'json';
  return null;
}
