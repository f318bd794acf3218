import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listeningInodes, parseLsof, parseNetstat, portHolder } from './port-holder.ts';

describe('who holds a port', () => {
  it.each(['127.0.0.1', '::1'])('finds our own server on %s', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await portHolder(port)).toEqual({ pid: process.pid, name: basename(process.argv0) });
    server.close();
    await once(server, 'close');
    expect(await portHolder(port)).toBeNull();
  });

  it('reads the table of Linux, listeners alone', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0 0 10 0',
      '   1: 0100007F:1F40 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 100 0 0 10 0',
      '   2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0',
    ].join('\n');
    expect(listeningInodes(table, 8000)).toEqual(['4711']);
    expect(listeningInodes(table, 80)).toEqual(['4713']);
  });

  it('reads what lsof says on a Mac', () => {
    expect(parseLsof('p812\ncControlCe\nf10\n')).toEqual({ pid: 812, name: 'ControlCe' });
    expect(parseLsof('')).toBeNull();
  });

  it('reads what netstat says on Windows, in any language', () => {
    const output = [
      '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
      '  TCP    127.0.0.1:8000         127.0.0.1:50123        HERGESTELLT      99',
      '  TCP    0.0.0.0:8000           0.0.0.0:0              ABHÖREN          4242',
      '  TCP    [::1]:8001             [::]:0                 ABHÖREN          4243',
    ].join('\r\n');
    expect(parseNetstat(output, 8000)).toBe(4242);
    expect(parseNetstat(output, 8001)).toBe(4243);
    expect(parseNetstat(output, 80)).toBeNull();
  });
});
