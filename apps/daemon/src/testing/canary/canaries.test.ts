import { describe, expect, it } from 'vitest';
import { canary, CanarySearch } from './canaries.ts';

const bird = canary('bird');
const { value } = bird;

describe('the search for canaries', () => {
  it.each([
    ['the value', `x${value}x`],
    ['JSON', JSON.stringify({ a: value })],
    ['JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: value }) })],
    ['an address', `/path?key=${encodeURIComponent(value)}`],
    ['a form', new URLSearchParams({ key: value }).toString()],
    ['base64', Buffer.from(value).toString('base64')],
    ['basic credentials', Buffer.from(`user:${value}`).toString('base64')],
    ['credentials of another length', Buffer.from(`users:${value}`).toString('base64url')],
    ['and another', Buffer.from(`a:${value}:b`).toString('base64')],
    ['hex', Buffer.from(value).toString('hex')],
    ['a text that was cut short', `…the key was ${value.slice(0, 20)}…`],
    ['a text whose beginning was cut away', `…${value.slice(-14)}`],
    ['an address that was cut short', `/path/${encodeURIComponent(value).slice(0, 20)}`],
    ['UTF-16', Buffer.from(value, 'utf16le')],
  ])('finds one in %s', (_, text) => {
    const search = new CanarySearch([bird]);
    search.look('place', 'here', text);
    expect(search.leaks.length).toBeGreaterThan(0);
  });

  it('finds none where there is none, and counts what it saw', () => {
    const search = new CanarySearch([bird]);
    search.look('place', 'here', JSON.stringify(canary('another')));
    expect(search.leaks).toEqual([]);
    expect(search.searched.get('place')).toBeGreaterThan(50);
  });
});
