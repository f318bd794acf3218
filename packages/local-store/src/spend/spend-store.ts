import type { SpendStore } from '@videoexpress/studio';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { betweenTransactions } from '../between-transactions.ts';
import { guarded } from '../guarded.ts';
import type { Tables } from '../tables.ts';
import { prepareSpendStatements } from './spend-statements.ts';

/** Reads the ledger. It is written where jobs are, in the transaction of what cost the money. */
export function createSpendStore(db: Kysely<Tables>, connection: Database.Database): SpendStore {
  const statements = prepareSpendStatements(connection);
  return {
    between: (fromMs, toMs) => guarded(() => betweenTransactions(db, () => statements.between.all(fromMs, toMs))),
    reservedUsd: () => guarded(() => betweenTransactions(db, () => statements.reserved.get()?.usd ?? 0)),
  };
}
