import type { NetworkInterfaceInfo } from 'node:os';

const everywhere = ['0.0.0.0', '::'];

/**
 * The addresses of this machine that `--host` stands for, beside loopback. They are bound one by one and known to the
 * guard one by one, also for `0.0.0.0`: the list of names that the daemon answers to stays exact. Null: the machine has no
 * such address.
 */
export function exposedAddresses(
  host: string,
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly string[] | null {
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    // A link-local address means something only together with the name of its interface.
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:') && !address.startsWith('169.254.'))
    .map(({ address }) => address);
  if (everywhere.includes(host)) return own;
  return own.includes(host) ? [host] : null;
}
