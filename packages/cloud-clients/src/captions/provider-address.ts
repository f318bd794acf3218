import { err, ok, type Result } from '@videoexpress/job-schema';
import type { CaptionFault } from '@videoexpress/studio';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address of a provider: its own, or the one that the environment sets. The key goes there, so plain `http:` is taken
 * for this machine alone.
 */
export function providerAddress(own: string, outside: string | null): Result<string, CaptionFault> {
  if (outside === null) return ok(own);
  const url = URL.parse(outside);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (url === null || !isSafe || url.username !== '' || url.password !== '') {
    return err({ code: 'address_wrong', detail: 'neither https: nor http: to this machine' });
  }
  return ok(outside.replace(/\/+$/, ''));
}
