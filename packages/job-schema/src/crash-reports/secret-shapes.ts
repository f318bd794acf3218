/** What credentials of the services look like, wherever they stand. */
const shapes: readonly RegExp[] = [
  /\b(?:sk|rk|pk|rpa|xi|sb_secret|sb_publishable|sbp|ghp|gho|GOCSPX)[-_][A-Za-z0-9_.-]{8,}/g,
  /\b(?:IGAA|EAA|ya29|AIza)[A-Za-z0-9_.-]{8,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  /\b1\/\/[A-Za-z0-9_-]{8,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*/g,
  /\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{4,}/gi,
  /\b(?:upload_id|X-Amz-[A-Za-z]+|signature|sig|token|code|state|key|api_?key|access_token|refresh_token)=[^&\s"']+/gi,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi,
  /[^\s"'<>@]+@[^\s"'<>@]+\.[A-Za-z]{2,}/g,
  /(?:\/(?:home|Users|root|tmp|var|mnt|media|Volumes|opt|srv)\/|~\/|[A-Za-z]:\\)[^\s"'<>]*/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  /\b[A-Za-z0-9_-]{40,}\b/g,
];

/** Stands where something was taken out. */
export const takenOut = '[removed]';

/** A text without anything that looks like a credential, an address, an e-mail address or a path of a person's machine. */
export function withoutSecretShapes(text: string): string {
  return shapes.reduce((clean, shape) => clean.replace(shape, takenOut), text);
}
