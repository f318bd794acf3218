import { createHash } from 'node:crypto';

const scriptElement = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;

/** The `'sha256-…'` sources of the inline scripts of a page. Scripts with a `src` are covered by `'self'`. */
export function inlineScriptHashes(html: string): readonly string[] {
  const hashes = [...html.matchAll(scriptElement)]
    .filter(([, attributes]) => !/\bsrc\s*=/i.test(attributes ?? ''))
    .map(
      ([, , code]) =>
        `'sha256-${createHash('sha256')
          .update(code ?? '', 'utf8')
          .digest('base64')}'`,
    );
  return [...new Set(hashes)];
}

/**
 * The Content-Security-Policy of one page of the export: scripts of our own and exactly the inline ones it was built
 * with, styles inline as React writes them, nothing from or to anywhere else.
 */
export function pagePolicy(html: string): string {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...inlineScriptHashes(html)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
