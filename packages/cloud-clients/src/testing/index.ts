export * from './scratch-files.ts';
export * from './s3-server.ts';
export * from './stub-s3.ts';
export * from './sentry-ingest.ts';
export type { SqlDatabase, SqlRow } from './supabase/sql-database.ts';
export * from './supabase/supabase-server.ts';
export * from './instagram-stand-in/instagram-stand-in.ts';
