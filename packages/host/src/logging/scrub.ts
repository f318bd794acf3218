/** Stands where a secret stood. */
export const redacted = '[redacted]';

const secretKeys = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'token',
  'access_?token',
  'refresh_?token',
  'id_?token',
  'session_?key',
  'login_?code',
  'password',
  'passphrase',
  'client_?secret',
  'secret',
  'secret_?key',
  'secret_?access_?key',
  'access_?key_?id',
  'api[_-]?key',
  'x-api-key',
].join('|');

const jsonString = String.raw`"(?:[^"\\]|\\.)*"`;
const secretName = `(?:[A-Za-z0-9]+[_-])*(?:${secretKeys})`;

/** A JSON member whose name says that its value is a secret, at any depth: string, list of strings, or number. */
const secretMember = new RegExp(
  String.raw`("${secretName}"\s*:\s*)(${jsonString}|\[(?:${jsonString}|[^\]"])*\]|(?!null|true|false)[\w.+-]+)`,
  'gi',
);
/** The same inside a text that is itself JSON, as in a quoted answer. */
const secretMemberInText = new RegExp(String.raw`(\\"${secretName}\\"\s*:\s*\\")[^"\\]+`, 'gi');
/** A credential inside a text, as in a quoted header or an error message. */
const bearerText = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
/** `code`, `token` and the like in the query of an address. */
const queryText =
  /([?&](?:code|state|token|access_token|refresh_token|key|api_key|apikey|signature|sig|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token)=)[^&\s"'#\\]+/gi;
/** The browser's session cookie, by its name. */
const sessionCookieText = /(videoexpress_\d+=)[^;\s"\\]+/g;

/**
 * Takes secrets out of one line of JSON log. It works on the finished line, so nothing that reaches the file or the
 * console has gone around it, however deep it lay in an object. An error's own `code` is kept.
 */
export function scrubLine(line: string): string {
  return line
    .replace(secretMember, `$1"${redacted}"`)
    .replace(secretMemberInText, `$1${redacted}`)
    .replace(bearerText, `$1 ${redacted}`)
    .replace(queryText, `$1${redacted}`)
    .replace(sessionCookieText, `$1${redacted}`);
}
