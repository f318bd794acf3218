/** What the simulator does with a call: it replies, or breaks off, or says nothing at all. */
export type Answer =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    kind: 'reply',
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

export function nothing(status: number): Answer {
  return { kind: 'reply', status, headers: {}, body: '' };
}

/** An error of the management API (RFC 9457). */
export function problem(status: number, title: string, detail: string): Answer {
  return json(status, { title, status, detail }, { 'content-type': 'application/problem+json' });
}
