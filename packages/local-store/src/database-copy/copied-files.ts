import type Database from 'better-sqlite3';

/** A file of the library as a database names it. */
export interface LibraryFile {
  /** Below the data folder, with forward slashes. */
  readonly name: string;
  /** What the library knows of it; null for a poster, which can be made again. */
  readonly sha256: string | null;
}

/** Every file that the assets of a database have, those in the trash too, each once. */
export function libraryFiles(db: Database.Database): LibraryFile[] {
  const rows = db
    .prepare<[], { name: string; sha256: string | null }>(
      `SELECT path AS name, min(sha256) AS sha256 FROM asset GROUP BY path
       UNION ALL
       SELECT DISTINCT poster_path, NULL FROM asset WHERE poster_path IS NOT NULL`,
    )
    .all();
  return rows.map(({ name, sha256 }) => ({ name, sha256 }));
}
