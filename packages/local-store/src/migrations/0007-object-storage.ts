import type { Migration } from './migration.ts';

/** Which objects of an asset lie in the object storage, and those of assets that are gone until they are off it too. */
export const objectStorage: Migration = {
  version: 7,
  name: 'object storage',
  sql: `
    ALTER TABLE asset ADD COLUMN object_keys_json TEXT;
    CREATE TABLE leftover_object (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
};
