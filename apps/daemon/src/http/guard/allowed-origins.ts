/** The names under which the daemon answers, exactly as `Host` and `Origin` carry them. */
export interface AllowedOrigins {
  /** `host:port` */
  readonly hosts: ReadonlySet<string>;
  /** `http://host:port` */
  readonly origins: ReadonlySet<string>;
}

const httpPort = 80;

/**
 * The names of this daemon: the three ways to write loopback with its port, the addresses that it was exposed on, and one
 * development origin where a dev server stands in front.
 */
export function allowedOrigins(
  port: number,
  devOrigin: string | null,
  exposedAddresses: readonly string[] = [],
): AllowedOrigins {
  const exposed = exposedAddresses.map((address) => (address.includes(':') ? `[${address}]` : address));
  const names = ['localhost', '127.0.0.1', '[::1]', ...exposed];
  const hosts = names.map((name) => `${name}:${port}`);
  // A browser leaves the default port out.
  if (port === httpPort) hosts.push(...names);
  const origins = hosts.map((host) => `http://${host}`);
  if (devOrigin !== null) {
    hosts.push(new URL(devOrigin).host);
    origins.push(new URL(devOrigin).origin);
  }
  return { hosts: new Set(hosts), origins: new Set(origins) };
}
