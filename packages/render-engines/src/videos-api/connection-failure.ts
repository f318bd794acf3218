/** Codes of failures in which not a byte of the request can have reached the server. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  // This end did not trust the certificate and hung up before it said anything.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** A request that got no whole answer. */
export interface ConnectionFailure {
  /** The server surely got nothing of it. */
  readonly neverSent: boolean;
  readonly detail: string;
}

/** Reads what `fetch` threw. Only a refused connection, a failed lookup and a certificate of no trust are sure. */
export function readConnectionFailure(cause: unknown): ConnectionFailure {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const inner = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const words = inner.message === '' ? error.message : inner.message;
  return {
    neverSent: neverConnected.has(code),
    detail: code === '' || words.includes(code) ? words : `${code}: ${words}`,
  };
}
