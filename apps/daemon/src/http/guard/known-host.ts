import type { AllowedOrigins } from './allowed-origins.ts';
import type { GuardRule } from './guard-rule.ts';

/**
 * Refuses every name but our own. A page that rebinds its own domain to 127.0.0.1 reaches this port as same-origin in the
 * browser's eyes, and only the name in `Host` gives it away.
 */
export function knownHost(allowed: AllowedOrigins): GuardRule {
  return ({ hosts }) =>
    allowed.hosts.has(hosts[0] ?? '')
      ? null
      : {
          code: 'forbidden_host',
          detail: 'The daemon answers to its own addresses only, on this machine to localhost.',
        };
}
