/** What renders of one engine came to. */
export interface SpentOnEngine {
  readonly engine: string;
  /** US dollars, of the renders whose cost is known. */
  readonly usd: number;
  readonly renders: number;
  /** Those of them that were billed without anyone saying how much. */
  readonly unknown: number;
}

/** What renders cost, an entry an attempt; it outlives the jobs. Throws `StoreUnavailable` and nothing else. */
export interface SpendStore {
  /** What was written down from one wall time up to another, the dearest engine first. */
  between(fromMs: number, toMs: number): Promise<readonly SpentOnEngine[]>;
  /** What renders that an engine has, or may have, are expected to come to, in US dollars. */
  reservedUsd(): Promise<number>;
}
