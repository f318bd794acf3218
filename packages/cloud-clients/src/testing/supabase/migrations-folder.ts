import { join } from 'node:path';

/** The migrations of this clone. */
export const migrationsFolder = join(import.meta.dirname, '..', '..', '..', '..', '..', 'supabase', 'migrations');
