import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One step of the set-up of a Supabase project, as it lies in `supabase/migrations`. */
export interface CloudMigration {
  /** `YYYYMMDDHHMMSS`: its place in the order, and its name in the project's own history. */
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

const fileName = /^(\d{14})_([a-z0-9_]+)\.sql$/;

/** Reads every migration of a folder, in order. Throws where the folder is not there: it is part of the program. */
export function readMigrations(folder: string): readonly CloudMigration[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const [, version, name] = fileName.exec(file) ?? [];
      if (version === undefined || name === undefined) return [];
      return [{ version, name, sql: readFileSync(join(folder, file), 'utf8') }];
    });
}
