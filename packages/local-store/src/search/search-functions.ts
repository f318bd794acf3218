import type Database from 'better-sqlite3';
import { nameOrder } from './name-order.ts';
import { indexText } from './search-words.ts';

/** Makes the pure functions of the search known to a connection, for the statements that fill the index. */
export function addSearchFunctions(connection: Database.Database): void {
  const options = { deterministic: true } as const;
  connection.function('index_text', options, (text: unknown) => indexText(typeof text === 'string' ? text : null));
  connection.function('name_order', options, (name: unknown) => nameOrder(typeof name === 'string' ? name : ''));
}
