import { createHash, randomBytes } from 'node:crypto';
import type { PublishingService } from '@videoexpress/job-schema';
import { type Clock, loginLifeMs } from '@videoexpress/studio';

const maxOutstanding = 100;

/** Links that a program hands to a browser, so that the browser begins a login of its own. In memory, as logins are. */
export interface LoginTickets {
  /** 256 random bits, good once, as long as a login lives. */
  make(service: PublishingService): string;
  /** Uses `ticket` up. False when it never was one for this service, was used, or is too old. */
  redeem(service: PublishingService, ticket: string): boolean;
}

/** No tickets yet. */
export function createLoginTickets(clock: Clock): LoginTickets {
  const byHash = new Map<string, { readonly service: PublishingService; readonly untilMs: number }>();

  return {
    make(service) {
      for (const [hash, { untilMs }] of byHash) if (untilMs <= clock.monotonic()) byHash.delete(hash);
      const oldest = byHash.keys().next();
      if (byHash.size >= maxOutstanding && !oldest.done) byHash.delete(oldest.value);
      const ticket = randomBytes(32).toString('base64url');
      byHash.set(hashOf(ticket), { service, untilMs: clock.monotonic() + loginLifeMs });
      return ticket;
    },
    redeem(service, ticket) {
      const hash = hashOf(ticket);
      const found = byHash.get(hash);
      if (found === undefined || found.service !== service) return false;
      byHash.delete(hash);
      return found.untilMs > clock.monotonic();
    },
  };
}

/** Looking a ticket up by its hash leaks nothing of it through the time it takes. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
