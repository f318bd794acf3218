import type { Connection, ConnectionId, PublishingService } from '@videoexpress/job-schema';

/** A connection with what only the rules see of it. Times are wall milliseconds. */
export interface StoredConnection {
  readonly connection: Connection;
  /** Sealed for `tokensPurpose`; null: there are none, as after a restore without the key. */
  readonly tokensSealed: string | null;
  /** Of the access token; null: not known. */
  readonly accessExpiresAtMs: number | null;
  readonly refreshedAtMs: number | null;
}

/** What a login brought, ready to be kept. */
export interface NewLogin {
  /** For an account that is new here; one that is known keeps its own. */
  readonly id: ConnectionId;
  readonly service: PublishingService;
  readonly accountId: string;
  readonly accountName: string;
  readonly handle: string | null;
  readonly accountUrl: string | null;
  readonly scopes: readonly string[];
  readonly tokensSealed: string;
  readonly accessExpiresAtMs: number | null;
  readonly expiresAtMs: number | null;
  /** Null: pasted, so nobody knows how old it is. */
  readonly refreshedAtMs: number | null;
}

/** Newer tokens of a connection. */
export interface NewTokens {
  readonly tokensSealed: string;
  readonly accessExpiresAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly refreshedAtMs: number;
}

/**
 * The table of connections. Every change is one transaction with its event. Changes of tokens and state name the sealed
 * tokens that they were made from (`before`), so that one that comes late never undoes a login that came between.
 */
export interface ConnectionStore {
  /** By service, then by name. */
  list(): Promise<readonly StoredConnection[]>;
  get(id: ConnectionId): Promise<StoredConnection | null>;
  /** Keeps a login: of the same account again, its row is renewed and keeps its id. */
  save(login: NewLogin, nowMs: number): Promise<{ readonly connection: Connection; readonly renewed: boolean }>;
  /** Null: the row has other tokens by now, or is gone. */
  writeTokens(id: ConnectionId, before: string, tokens: NewTokens, nowMs: number): Promise<StoredConnection | null>;
  /** Null: as with `writeTokens`. Writes nothing where it is so already. */
  setState(
    id: ConnectionId,
    before: string | null,
    state: Pick<Connection, 'state' | 'detail'>,
    nowMs: number,
  ): Promise<StoredConnection | null>;
  /** How many posts that are not over wait for it on this computer. */
  waitingPosts(id: ConnectionId): Promise<number>;
  /** False: it was gone already. */
  remove(id: ConnectionId, nowMs: number): Promise<boolean>;
}

/** What tokens of an account are sealed for: the same on every machine that has the key. */
export function tokensPurpose(service: PublishingService, accountId: string): string {
  return `connection ${service} ${accountId}`;
}
