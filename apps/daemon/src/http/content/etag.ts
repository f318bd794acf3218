/** Whether an `If-None-Match` header names this tag. Weak tags count as equal here. (RFC 9110, section 13.1.2.) */
export function matchesNone(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag);
}

/** Whether a range may be served: there is no `If-Range`, or it names exactly this tag. Dates never do. */
export function allowsRange(header: string | undefined, etag: string | null): boolean {
  return header === undefined || header.trim() === etag;
}
