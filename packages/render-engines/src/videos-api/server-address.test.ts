import { describe, expect, it } from 'vitest';
import { parseServerAddress } from './server-address.ts';

describe('the address of a server', () => {
  it.each([
    ['http://localhost:8091', 'http://localhost:8091'],
    ['http://127.0.0.1:8091/v1/', 'http://127.0.0.1:8091'],
    ['http://[::1]:8091', 'http://[::1]:8091'],
    ['http://192.168.1.20:30010/v1', 'http://192.168.1.20:30010'],
    ['http://100.101.102.103', 'http://100.101.102.103'],
    ['http://[fd00::5]', 'http://[fd00::5]'],
    ['http://gpu-box:8091', 'http://gpu-box:8091'],
    ['http://gpu.lan', 'http://gpu.lan'],
    [' https://example.com/videos/v1 ', 'https://example.com/videos'],
    ['https://203.0.113.9:8443', 'https://203.0.113.9:8443'],
  ])('%s is %s', (text, base) => {
    expect(parseServerAddress(text)).toEqual({ ok: true, value: base });
  });

  it.each([
    'gpu-box:8091',
    'ftp://example.com',
    'http://example.com',
    'http://203.0.113.9',
    'http://172.32.0.1',
    'http://localhost.example.com',
    'https://me:pa55@example.com',
    'https://example.com/?key=pa55',
    '',
  ])('%s is refused, and not quoted', (text) => {
    const parsed = parseServerAddress(text);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain('pa55');
  });
});
