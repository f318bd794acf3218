import { BlockList, isIP } from 'node:net';
import { err, ok, type Result } from '@videoexpress/job-schema';

/** Where a server of one's own may be reached without TLS: this machine, and the networks that no stranger routes to. */
const nearAddresses = new BlockList();
nearAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
nearAddresses.addSubnet('10.0.0.0', 8, 'ipv4');
nearAddresses.addSubnet('172.16.0.0', 12, 'ipv4');
nearAddresses.addSubnet('192.168.0.0', 16, 'ipv4');
// Carrier-grade NAT: where Tailscale and its like put one's own machines.
nearAddresses.addSubnet('100.64.0.0', 10, 'ipv4');
nearAddresses.addAddress('::1', 'ipv6');
nearAddresses.addSubnet('fc00::', 7, 'ipv6');
nearAddresses.addSubnet('fe80::', 10, 'ipv6');

/** Names that only resolve at home. A name without a dot is one too. */
const nearSuffixes = ['.localhost', '.local', '.lan', '.home', '.home.arpa', '.internal'];

/** What is wrong with an address, for a person. Never quotes it: it may hold a password. */
export interface AddressProblem {
  readonly detail: string;
  readonly fix: string;
}

/**
 * The base of a server's routes, without `/v1` and without a slash at its end. A person names this server, often a box of
 * their own on the same network, so plain `http:` is fine there; anywhere else it must be `https:`.
 */
export function parseServerAddress(text: string): Result<string, AddressProblem> {
  const fix = 'Give it as http://192.168.1.20:8091 or https://example.com, with or without /v1.';
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return err({ detail: 'The address of the server is no web address.', fix });
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return err({ detail: `The address of the server begins with ${url.protocol}, not with http: or https:.`, fix });
  if (url.username !== '' || url.password !== '')
    return err({
      detail: 'The address of the server has a name or a password in it.',
      fix: 'Take it out. A key goes into VIDEOS_API_KEY.',
    });
  if (url.search !== '' || url.hash !== '')
    return err({ detail: 'The address of the server has a “?” or a “#” in it.', fix });
  if (url.protocol === 'http:' && !isNear(url.hostname))
    return err({
      detail: `http:// to ${url.hostname} would send prompts, pictures and the key in the clear.`,
      fix: 'Use https://, or reach the server through an SSH tunnel as http://localhost:PORT.',
    });
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return ok(`${url.origin}${path}`);
}

function isNear(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const family = isIP(host);
  if (family !== 0) return nearAddresses.check(host, family === 4 ? 'ipv4' : 'ipv6');
  return !host.includes('.') || nearSuffixes.some((suffix) => host.endsWith(suffix));
}
