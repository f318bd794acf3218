import { isIP } from 'node:net';

/** An address of this machine and a port, where something is to listen. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/**
 * Reads `HOST:PORT`, as in `127.0.0.1:8124`, `[::1]:8124` or `localhost:8124`. A host is an address, so that nothing has to be
 * looked up to know who can reach it. Null: it cannot be understood.
 */
export function parseListenAddress(text: string): ListenAddress | null {
  const parts = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+)):(\d{1,5})$/i.exec(text.trim());
  if (parts === null) return null;
  const [, six, other, digits] = parts;
  const host = six ?? (other?.toLowerCase() === 'localhost' ? '127.0.0.1' : other) ?? '';
  const port = Number(digits);
  if (isIP(host) !== (six === undefined ? 4 : 6) || port > 65_535) return null;
  return { host, port };
}

/** `HOST:PORT` as `parseListenAddress` reads it. */
export function listenAddressText({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether only programs of this machine can reach it. */
export function isLoopbackAddress({ host }: Pick<ListenAddress, 'host'>): boolean {
  return host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
