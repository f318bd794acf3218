import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, listenAddressText, parseListenAddress } from './listen-address.ts';

describe('an address to listen on', () => {
  it.each([
    ['127.0.0.1:8124', { host: '127.0.0.1', port: 8124 }],
    ['localhost:0', { host: '127.0.0.1', port: 0 }],
    [' 192.168.1.20:80 ', { host: '192.168.1.20', port: 80 }],
    ['[::1]:8124', { host: '::1', port: 8124 }],
    ['0.0.0.0:65535', { host: '0.0.0.0', port: 65_535 }],
  ])('reads %s', (text, wanted) => {
    expect(parseListenAddress(text)).toEqual(wanted);
    expect(parseListenAddress(listenAddressText(wanted))).toEqual(wanted);
  });

  it.each([
    '',
    '8124',
    ':8124',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:65536',
    'my-box:8124',
    '::1:8124',
    '[127.0.0.1]:1',
  ])('does not read “%s”', (text) => {
    expect(parseListenAddress(text)).toBeNull();
  });

  it('tells loopback from the rest', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].map((host) => isLoopbackAddress({ host }))).toEqual([true, true, true]);
    expect(['0.0.0.0', '::', '192.168.1.20', '128.0.0.1'].some((host) => isLoopbackAddress({ host }))).toBe(false);
  });
});
