import { describe, expect, it } from 'vitest';
import { migrationsFolder } from '../../testing/supabase/migrations-folder.ts';
import { readMigrations } from './read-migrations.ts';
import { splitStatements } from './split-statements.ts';

describe('splitStatements', () => {
  it.each([
    ['two', 'select 1; select 2;', ['select 1', 'select 2']],
    ['one without an end', 'select 1', ['select 1']],
    ['a semicolon in quotes', `select ';', ";", 'it''s;'; select 2`, [`select ';', ";", 'it''s;'`, 'select 2']],
    ['a function', 'create function f() as $$ a; b; $$; select 1;', ['create function f() as $$ a; b; $$', 'select 1']],
    ['marks of its own', 'do $x$ $$;$$ $x$; select $1', ['do $x$ $$;$$ $x$', 'select $1']],
    ['comments', '-- a; b\nselect 1; /* ; */ select 2; -- end', ['-- a; b\nselect 1', '/* ; */ select 2']],
    ['nothing', ' \n-- only this\n', []],
    ['a quote that never ends', "select 'a; b", ["select 'a; b"]],
  ])('tells apart %s', (_what, sql, statements) => {
    expect(splitStatements(sql)).toEqual(statements);
  });

  it('finds whole statements in every migration', () => {
    const begins = /^(--[^\n]*\n|\s)*(create|alter|grant|revoke|comment|notify)\b/;
    for (const { sql } of readMigrations(migrationsFolder)) {
      expect(splitStatements(sql).filter((each) => !begins.test(each))).toEqual([]);
      expect(splitStatements(sql).at(-1)).toBe("notify pgrst, 'reload schema'");
    }
  });
});
