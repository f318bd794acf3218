import { describe, expect, it } from 'vitest';
import { createKnownSecrets } from './known-secrets.ts';

const secret = 'rpa_9"Kz/+é7\\wQ==0123456789';

describe('known secrets', () => {
  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ anything: secret })],
    ['in JSON within JSON', JSON.stringify({ body: JSON.stringify({ anything: secret }) })],
    ['in an address', `https://example.org/?q=${encodeURIComponent(secret)}&x=1`],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in the middle of base64, one off', Buffer.from(`u${secret}:more`).toString('base64')],
    ['in the middle of base64, two off', Buffer.from(`us${secret}:more`).toString('base64')],
    ['in base64 for addresses', Buffer.from(`user:${secret}`).toString('base64url')],
  ])('are taken out of a text %s', (_, text) => {
    const known = createKnownSecrets();
    expect(known.redact(text)).toBe(text);
    known.add(secret);
    const clean = known.redact(`before ${text} after`);
    expect(clean).toContain('[redacted]');
    expect(clean).toMatch(/^before .* after$/s);
    for (let at = 0; at + 12 <= secret.length; at += 1) expect(clean).not.toContain(secret.slice(at, at + 12));
  });

  it('take the longer of two away whole, and leave words alone that a short value stands in', () => {
    const known = createKnownSecrets();
    for (const value of ['abcdefgh', 'abcdefghijkl', 'the']) known.add(value);
    expect(known.redact('see abcdefghijkl and abcdefgh in the log')).toBe('see [redacted] and [redacted] in the log');
  });

  it('leave a line of JSON one that can be read', () => {
    const known = createKnownSecrets();
    known.add(secret);
    const line = known.redact(JSON.stringify({ msg: `key ${secret} refused`, other: 1 }));
    expect(JSON.parse(line)).toEqual({ msg: 'key [redacted] refused', other: 1 });
  });
});
