import { err, ok } from '@videoexpress/job-schema';
import type { Keychain, KeychainFault } from '../keychain.ts';

/** A keychain in memory that can be away, and that several studios share. */
export class MemoryKeychain {
  /** `service name` to value. */
  readonly entries = new Map<string, string>();
  /** While set, nothing can be asked. */
  away: KeychainFault | null = null;

  /** The part of it that one studio sees. */
  of(service: string): Keychain {
    const key = (name: string) => `${service} ${name}`;
    return {
      label: "the test's keychain",
      open: async (names) => {
        if (this.away !== null) return err(this.away);
        return ok(new Map(names.map((name) => [name, this.entries.get(key(name)) ?? null])));
      },
      set: async (name, value) => {
        if (this.away !== null) return err(this.away);
        this.entries.set(key(name), value);
        return ok(null);
      },
      remove: async (names) => {
        if (this.away !== null) return err(this.away);
        for (const name of names) this.entries.delete(key(name));
        return ok(null);
      },
    };
  }

  values(): readonly string[] {
    return [...this.entries.values()];
  }
}
