export * from './daemon-lock.ts';
export * from './database-copy/copied-files.ts';
export { copyDatabase, type DatabaseCopy } from './database-copy/copy-database.ts';
export { readyCopy } from './database-copy/ready-copy.ts';
export * from './migrate.ts';
export * from './migrations/index.ts';
export * from './migrations/migration.ts';
export * from './open-error.ts';
export * from './open-local-store.ts';
