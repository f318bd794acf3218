import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { exposedAddresses } from './exposed-addresses.ts';

const v4 = { netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null, family: 'IPv4' } as const;
const v6 = { netmask: 'ffff::', mac: '00:00:00:00:00:00', cidr: null, family: 'IPv6', scopeid: 0 } as const;
const interfaces: Record<string, NetworkInterfaceInfo[]> = {
  lo: [{ ...v4, address: '127.0.0.1', internal: true }],
  eth0: [
    { ...v4, address: '192.168.1.20', internal: false },
    { ...v6, address: 'fe80::1', internal: false },
    { ...v6, address: '2001:db8::20', internal: false },
  ],
};

describe('the addresses that --host stands for', () => {
  it('are one of the machine’s own, or all of them, never an unknown one', () => {
    expect(exposedAddresses('192.168.1.20', interfaces)).toEqual(['192.168.1.20']);
    expect(exposedAddresses('0.0.0.0', interfaces)).toEqual(['192.168.1.20', '2001:db8::20']);
    expect(exposedAddresses('203.0.113.9', interfaces)).toBeNull();
    expect(exposedAddresses('studio.example', interfaces)).toBeNull();
    expect(exposedAddresses('fe80::1', interfaces)).toBeNull();
  });
});
