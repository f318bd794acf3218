import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the program brings along beside its code. */
export interface ProgramFiles {
  /** The exported UI; null when it was not built. */
  readonly uiFolder: string | null;
  readonly fontsFolder: string;
  /** The sources of the GPU worker; null where they are missing. */
  readonly workerFolder: string | null;
  /** What sets a Supabase project up; null where it is missing. */
  readonly migrationsFolder: string | null;
}

/** Finds them beside the bundle, or in the packages that they come from: when the sources run, the worker and the migrations in a clone. */
export function findProgramFiles(entry: string): ProgramFiles {
  const here = dirname(entry);
  const fromSource = entry.endsWith('.ts');
  const ui = fromSource ? join(here, '..', '..', 'web', 'out') : join(here, '..', 'ui');
  const fonts = fromSource ? join(here, '..', '..', '..', 'packages', 'render-engines', 'fonts') : join(here, 'fonts');
  const worker = [join(here, '..', 'runpod-worker'), join(here, '..', '..', '..', 'runpod-worker')];
  const migrations = [
    join(here, '..', 'supabase', 'migrations'),
    join(here, '..', '..', '..', 'supabase', 'migrations'),
  ];
  return {
    uiFolder: existsSync(join(ui, 'index.html')) ? ui : null,
    fontsFolder: fonts,
    workerFolder: worker.find((folder) => existsSync(join(folder, 'pyproject.toml'))) ?? null,
    migrationsFolder: migrations.find((folder) => existsSync(folder)) ?? null,
  };
}
