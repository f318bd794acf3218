export * from './daemon-lock.ts';
export * from './migrate.ts';
export * from './migrations/index.ts';
export * from './migrations/migration.ts';
export * from './open-error.ts';
export * from './open-local-store.ts';
