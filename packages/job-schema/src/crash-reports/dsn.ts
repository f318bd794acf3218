/** A DSN in its parts. */
export interface Dsn {
  /** Where envelopes are posted to. */
  readonly ingestUrl: string;
  readonly host: string;
}

const example = 'https://PUBLIC_KEY@o1.ingest.sentry.io/2';

/** Whether plain `http:` to it stays on this machine or in a network of one's own. */
function isNear(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\]|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/.test(
    hostname,
  );
}

/** Reads a DSN; a text where it is none, that says what would be right and repeats nothing of it. */
export function readDsn(value: string): Dsn | string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return `Must be a DSN, as Sentry shows it under Client Keys: ${example}.`;
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isNear(url.hostname))) {
    return 'Must begin with https://; http:// is for a Sentry on this machine or in a private network.';
  }
  if (!/^[A-Za-z0-9_-]+$/.test(url.username)) return `Must have the public key before the @: ${example}.`;
  if (url.password !== '')
    return 'Must have the public key alone before the @: DSNs with a secret key are from old times.';
  if (url.search !== '' || url.hash !== '' || !/^(\/[A-Za-z0-9_.-]+)*\/\d+$/.test(url.pathname)) {
    return `Must end with the number of the project: ${example}.`;
  }
  const folder = url.pathname.slice(0, url.pathname.lastIndexOf('/'));
  const project = url.pathname.slice(folder.length + 1);
  return { ingestUrl: `${url.origin}${folder}/api/${project}/envelope/`, host: url.host };
}
