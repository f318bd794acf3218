import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../open-database.ts';
import { migrations, newestVersion } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'videoexpress-upgrade-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const killer = fileURLToPath(new URL('../testing/killed-upgrade.ts', import.meta.url));

/** Every version that a database may have, with every step on the way from there to the newest. */
const ways = migrations.flatMap((_, from) => {
  const due = migrations.slice(from);
  return [...due.map(({ name }) => name), 'commit'].map((step) => ({ from, step }));
});

function tablesOf(db: Database.Database): unknown {
  return db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
}

/** What the newest schema looks like when nothing was ever cut off. */
function wholeSchema(): unknown {
  const opened = openDatabase(join(root, 'whole.db'));
  if (!opened.ok) throw new Error(opened.error.detail);
  const tables = tablesOf(opened.value);
  opened.value.close();
  return tables;
}

describe('an upgrade from every version, killed before every step', () => {
  const whole = wholeSchema();
  it.each(ways)(
    'from version $from before “$step” leaves what was there, and goes through at the next start',
    async (way) => {
      const path = join(root, `${way.from}-${way.step.replaceAll(/\W/g, '-')}.db`);
      if (way.from > 0) {
        const old = openDatabase(path, { steps: migrations.slice(0, way.from) });
        if (!old.ok) throw new Error(old.error.detail);
        old.value.prepare("INSERT INTO setting VALUES ('kept', '1')").run();
        old.value.close();
      }
      const child = spawn(process.execPath, ['--conditions=source', killer, path, way.step], { stdio: 'ignore' });
      expect((await once(child, 'exit'))[1]).toBe('SIGKILL');
      const between = new Database(path, { readonly: true });
      expect(between.pragma('user_version', { simple: true })).toBe(way.from);
      between.close();
      const next = openDatabase(path);
      if (!next.ok) throw new Error(next.error.detail);
      expect(next.value.pragma('user_version', { simple: true })).toBe(newestVersion);
      expect(next.value.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(tablesOf(next.value)).toEqual(whole);
      const kept = next.value.prepare("SELECT value_json FROM setting WHERE key = 'kept'").pluck().get();
      expect(kept).toBe(way.from > 0 ? '1' : undefined);
      next.value.close();
      if (way.from === 0) return;
      const backup = new Database(`${path}.before-v${newestVersion}.bak`, { readonly: true });
      expect(backup.pragma('user_version', { simple: true })).toBe(way.from);
      expect(backup.prepare("SELECT value_json FROM setting WHERE key = 'kept'").pluck().get()).toBe('1');
      backup.close();
    },
  );
});
