export * from './check-project.ts';
export type * from './cloud-setup-problem.ts';
export * from './read-migrations.ts';
export * from './set-up-project.ts';
export * from './set-up-script.ts';
export { readSupabaseSetup } from '../supabase-setup.ts';
