import type { AllowedOrigins } from './allowed-origins.ts';
import type { GuardRule } from './guard-rule.ts';
import { headerText } from './request-facts.ts';

/**
 * Refuses requests from pages of others. No Origin is fine: programs send none. `null`, which sandboxed frames and files
 * send, is not on the list and so is refused like any other; two Origins join to a text that is not on it either.
 */
export function knownOrigin(allowed: AllowedOrigins): GuardRule {
  return ({ headers }) => {
    const origin = headerText(headers, 'origin');
    if (origin === undefined || allowed.origins.has(origin)) return null;
    return { code: 'forbidden_origin', detail: 'Pages of other sites may not talk to the daemon.' };
  };
}
