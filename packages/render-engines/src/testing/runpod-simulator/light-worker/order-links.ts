import { parseJson } from '../job-request.ts';
import type { z } from 'zod';

/** What lies behind a link, as JSON of that shape; null: nothing does, or something else. Rejects where nobody answers. */
export async function readObject<T>(url: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | null> {
  const response = await fetch(url, { signal });
  const text = await response.text();
  // Without the right to list, S3 says 403 for what is not there.
  if (response.status === 404 || response.status === 403) return null;
  if (!response.ok) throw new Error(`A link to read answered ${response.status}`);
  const read = schema.safeParse(parseJson(text));
  return read.success ? read.data : null;
}

/** Puts an object. False: something was there already, and it was only to be written where nothing was. */
export async function putObject(
  url: string,
  body: Buffer | string,
  contentType: string,
  signal: AbortSignal,
  { onlyIfNew = false }: { readonly onlyIfNew?: boolean } = {},
): Promise<boolean> {
  const response = await fetch(url, {
    method: 'PUT',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': contentType, ...(onlyIfNew ? { 'if-none-match': '*' } : {}) },
    signal,
  });
  await response.body?.cancel();
  if (response.status === 412 && onlyIfNew) return false;
  if (!response.ok) throw new Error(`A link to write answered ${response.status}`);
  return true;
}
