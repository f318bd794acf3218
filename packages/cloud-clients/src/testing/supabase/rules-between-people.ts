import { expect, it } from 'vitest';
import { alice, bob } from './people.ts';
import { insertInto, upsertInto } from './sample-rows.ts';
import { refused, studioTables, type TriedProject } from './tried-project.ts';

const noHarm = /^(refused|found nothing)$/;

/** Two people who try to reach each other's rows, on every table that the catalog has and with every verb; and nobody. */
export function describeRulesBetweenPeople(project: () => TriedProject): void {
  it('has these tables, all of them under row level security with policies for those who signed in alone', async () => {
    expect(project().tables.map(({ name }) => name)).toEqual(studioTables);
    const open = await project().truth(`
      select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and (not c.relrowsecurity or not c.relforcerowsecurity
          or not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname))`);
    expect(open).toEqual([]);
    const policies = await project().truth(
      `select distinct roles::text as roles, permissive from pg_policies where schemaname = 'public'`,
    );
    expect(policies).toEqual([{ roles: '{authenticated}', permissive: 'PERMISSIVE' }]);
    const keys = await project().truth(`
      select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not exists (
        select from pg_index i where i.indrelid = c.oid and i.indisprimary
          and (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) = 'user_id')`);
    expect(keys).toEqual([]);
  });

  it('lets a person add, read, change and delete rows, and says whose they are by itself', () =>
    project().onEvery(async (table) => {
      await project().as(alice, insertInto(table, { id: 'two' }));
      expect(await project().as(alice, `select user_id, id from public.${table.name} order by id`)).toEqual([
        { user_id: alice, id: 'one' },
        { user_id: alice, id: 'two' },
      ]);
      if (table.name === 'audit_log') return;
      await project().as(alice, upsertInto(table, { id: 'two', version: 2, text: 'changed' }));
      expect(await project().truth(`select id from public.${table.name} t where t::text like '%changed%'`)).toEqual([
        { id: 'two' },
      ]);
      await project().as(alice, `delete from public.${table.name} where id = 'two'`);
      expect(await project().everything(table)).toHaveLength(1);
    }));

  it('shows nobody the rows of another', () =>
    project().onEvery(async (table) => {
      for (const sql of [
        `select id from public.${table.name}`,
        `select id from public.${table.name} where user_id = '${alice}' and id = 'one'`,
        `select id from public.${table.name} where exists (select from public.${table.name} t where t.id = 'one')`,
      ]) {
        expect(await project().as(bob, sql)).toEqual([]);
      }
      expect(await project().as(bob, `select count(*)::int as rows from public.${table.name}`)).toEqual([{ rows: 0 }]);
    }));

  it('lets nobody add a row in the name of another', () =>
    project().onEvery(async (table) => {
      await expect(project().as(bob, insertInto(table, { id: 'new', userId: alice }))).rejects.toEqual(
        refused('42501'),
      );
      expect(await project().attack(table, insertInto(table, { id: 'new', userId: alice }))).toMatch(noHarm);
    }));

  it.each([
    ['change', (name: string) => `update public.${name} set id = 'mine' returning id`],
    ['change', (name: string) => `update public.${name} set user_id = '${bob}' where id = 'one' returning id`],
    ['delete', (name: string) => `delete from public.${name} returning id`],
    ['delete', (name: string) => `delete from public.${name} where user_id = '${alice}' and id = 'one' returning id`],
    ['empty', (name: string) => `truncate public.${name}`],
    ['lock', (name: string) => `select id from public.${name} for update`],
  ])('lets nobody %s rows of another: %s', (_verb, sqlFor) =>
    project().onEvery(async (table) => {
      expect(await project().attack(table, sqlFor(table.name))).toMatch(noHarm);
    }),
  );

  it('keeps the row of another when the same id is written', () =>
    project().onEvery(async (table) => {
      const before = await project().everything(table);
      expect(
        await project().attack(table, `${upsertInto(table, { id: 'one', userId: alice, version: 9 })} returning id`),
      ).toMatch(noHarm);
      // The audit log takes no upsert that changes.
      const own = { id: 'one', userId: bob, version: 9, text: 'of bob' };
      if (table.name === 'audit_log') await project().as(bob, insertInto(table, own));
      else await project().as(bob, upsertInto(table, own));
      const after = await project().everything(table);
      expect(after).toHaveLength(2);
      expect(after.filter((row) => row['user_id'] === alice)).toEqual(before);
    }));

  it('lets nobody hand a row to another', () =>
    project().onEvery(async (table) => {
      await project().as(bob, insertInto(table, { id: 'gift' }));
      expect(
        await project().attack(
          table,
          `update public.${table.name} set user_id = '${alice}'${table.isVersioned ? ', version = 9' : ''} where id = 'gift' returning id`,
        ),
      ).toMatch(noHarm);
    }));

  it('lets those who have not signed in do nothing at all', () =>
    project().onEvery(async (table) => {
      for (const sql of [
        `select * from public.${table.name}`,
        insertInto(table, { id: 'new', userId: alice }),
        `update public.${table.name} set id = 'x'`,
        `delete from public.${table.name}`,
        `truncate public.${table.name}`,
        upsertInto(table, { id: 'one', userId: alice, version: 9 }),
      ]) {
        await expect(project().as('anon', sql)).rejects.toEqual(refused('42501'));
      }
      expect(await project().everything(table)).toHaveLength(1);
    }));

  it('lets a secret key past the rules of rows, as Supabase says, but not past those of the audit log', () =>
    project().onEvery(async (table) => {
      await project().as('service_role', insertInto(table, { id: 'two', userId: bob }));
      expect(await project().as('service_role', `select id from public.${table.name}`)).toHaveLength(2);
      await expect(project().as('service_role', insertInto(table, { id: 'three' }))).rejects.toEqual(refused('23502'));
      const removal = project().as('service_role', `delete from public.${table.name}`);
      if (table.name === 'audit_log') await expect(removal).rejects.toEqual(refused('42501'));
      else await removal;
      await expect(project().as('service_role', `truncate public.${table.name}`)).rejects.toEqual(refused('42501'));
    }));
}
