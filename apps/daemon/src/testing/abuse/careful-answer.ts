import { askAll, type WireAnswer } from './wire.ts';

const wanted: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cache-control': /no-store|no-cache|private|immutable/,
};
const unwanted = /^(access-control-|x-powered-by$|server$|timing-allow-origin$)/;

/** What an answer lacks of what every answer carries, and what it carries that none may. Empty is as it should be. */
export function carelessness(answer: WireAnswer): readonly string[] {
  const missing = Object.entries(wanted)
    .filter(([name, pattern]) => !pattern.test(answer.headers.get(name) ?? ''))
    .map(([name]) => `lacks ${name}: ${answer.headers.get(name) ?? ''}`);
  const extra = [...answer.headers.keys()].filter((name) => unwanted.test(name)).map((name) => `carries ${name}`);
  return [...missing, ...extra];
}

/** The stable code of a problem answer; what it is instead where it is none. */
export function codeOf(answer: WireAnswer | undefined): string {
  if (answer === undefined) return 'no answer';
  try {
    const parsed: unknown = JSON.parse(answer.body);
    return `${answer.status} ${String(Object(parsed).code)}`;
  } catch {
    return `${answer.status} not a problem`;
  }
}

/** A request, and the start of what its answer must be: `403 forbidden_origin`, or `200`. */
export interface Attempt {
  readonly what: string;
  readonly bytes: string;
  readonly wanted: string;
}

/** Makes all attempts; answers with those that came to something else, or were answered carelessly. */
export async function surprises(port: number, attempts: readonly Attempt[]): Promise<readonly string[]> {
  const answers = await askAll(
    port,
    attempts.map(({ bytes }) => bytes),
  );
  return attempts.flatMap(({ what, wanted }, index) => {
    const answer = answers[index];
    const said = codeOf(answer);
    const careless = answer === undefined ? [] : carelessness(answer).map((each) => `${what}: ${each}`);
    return [...(said.startsWith(wanted) ? [] : [`${what}: ${said}`]), ...careless];
  });
}
