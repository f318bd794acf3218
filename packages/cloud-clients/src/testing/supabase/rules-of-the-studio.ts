import { describe, expect, it } from 'vitest';
import { alice } from './people.ts';
import { insertInto, type StudioTable, sealedSample, upsertInto } from './sample-rows.ts';
import { refused, studioTables, type TriedProject } from './tried-project.ts';

/** What rows promise besides: versions, machines, the audit log, sealed tokens, and what the functions tell whom. */
export function describeRulesOfTheStudio(project: () => TriedProject): void {
  describe('versions', () => {
    const versioned = (): readonly StudioTable[] => project().tables.filter(({ isVersioned }) => isVersioned);

    it('never move back: what is late or sent twice changes nothing and is no error', async () => {
      expect(versioned().map(({ name }) => name)).toEqual(
        studioTables.filter((name) => !['audit_log', 'machines'].includes(name)),
      );
      for (const table of versioned()) {
        await project().as(alice, upsertInto(table, { id: 'one', version: 5, text: 'fifth' }));
        const fifth = await project().everything(table);
        for (const version of [5, 4, 0]) {
          await project().as(alice, upsertInto(table, { id: 'one', version, text: 'late' }));
          await project().as('service_role', upsertInto(table, { id: 'one', userId: alice, version, text: 'late' }));
        }
        expect(await project().everything(table)).toEqual(fifth);
        await project().as(alice, upsertInto(table, { id: 'one', version: 6, text: 'sixth' }));
        expect(await project().truth(`select version::int as version from public.${table.name}`)).toEqual([
          { version: 6 },
        ]);
      }
    });

    it('are looked at row by row, in one upsert of many', async () => {
      for (const id of ['a', 'b', 'c']) {
        await project().as(alice, jobs(`('${id}', 'm', 5, 'k', 'queued', now(), '{}')`));
      }
      await project().as(
        alice,
        jobs(
          `('a', 'm', 6, 'k', 'done', now(), '{}'), ('b', 'm', 4, 'k', 'done', now(), '{}'), ('d', 'm', 1, 'k', 'done', now(), '{}')`,
        ),
      );
      expect(await project().truth(`select id, state from public.jobs where machine_id = 'm' order by id`)).toEqual([
        { id: 'a', state: 'done' },
        { id: 'b', state: 'queued' },
        { id: 'c', state: 'queued' },
        { id: 'd', state: 'done' },
      ]);
    });

    it('take 500 rows in one statement, twice', async () => {
      const rows = Array.from({ length: 500 }, (_each, index) => `('j${index}', 'm', 1, 'k', 'queued', now(), '{}')`);
      for (const time of ['first', 'second']) {
        await project().as(alice, jobs(rows.join(', ')));
        expect(
          await project().truth(`select count(*)::int as n, '${time}' as t from public.jobs where machine_id = 'm'`),
        ).toEqual([{ n: 500, t: time }]);
      }
    });

    it('come with the time of the server, whatever a client says', async () => {
      await project().as(
        alice,
        `insert into public.projects (id, machine_id, version, name, created_at, updated_at, data)
         values ('p', 'm', 1, 'n', now(), '2001-01-01', '{}')`,
      );
      expect(
        await project().truth(
          `select updated_at > now() - interval '1 hour' as fresh from public.projects where id = 'p'`,
        ),
      ).toEqual([{ fresh: true }]);
    });
  });

  describe('machines', () => {
    it('change only what they made', async () => {
      for (const table of project().tables.filter(({ isVersioned }) => isVersioned)) {
        const before = await project().everything(table);
        for (const version of [0, 1, 9]) {
          await expect(
            project().as(alice, upsertInto(table, { id: 'one', machineId: 'machine-2', version })),
          ).rejects.toMatchObject({ code: 'P0001', message: expect.stringContaining('owned_by_another_machine') });
        }
        expect(await project().everything(table)).toEqual(before);
      }
    });
  });

  describe('the audit log', () => {
    it.each(["update public.audit_log set action = 'x'", 'delete from public.audit_log', 'truncate public.audit_log'])(
      'is append-only: %s',
      async (sql) => {
        for (const caller of [alice, 'service_role'] as const) {
          await expect(project().as(caller, sql)).rejects.toEqual(refused('42501'));
        }
        await expect(project().as('owner', sql)).rejects.toMatchObject({
          code: 'P0001',
          message: expect.stringContaining('append_only'),
        });
        expect(await project().truth('select id from public.audit_log')).toEqual([{ id: 'one' }]);
      },
    );

    it('takes a row twice without an error, and keeps the first', async () => {
      const table = project().table('audit_log');
      await project().as(
        alice,
        `${insertInto(table, { id: 'one', text: 'again' })} on conflict (user_id, id) do nothing`,
      );
      expect(await project().truth('select action from public.audit_log')).toEqual([{ action: 'of alice' }]);
    });

    it('goes with its account, as everything does', async () => {
      await project().as('owner', `delete from auth.users where id = '${alice}'`);
      await project().onEvery(async (table) => expect(await project().everything(table)).toEqual([]));
    });
  });

  describe('tokens', () => {
    it.each([
      ['an access token of Google', 'ya29.a0AfH6SMBx-1234567890abcdefghijklmnopqrstuvwxyz1234567890'],
      ['a token of Instagram', 'IGAAKx1234567890abcdefghijklmnopqrstuvwxyz1234567890abcdefghijkl'],
      ['JSON', '{"access_token":"ya29.a0AfH6SMBx1234567890","refresh_token":"1//04abcdefghijklmnop"}'],
      ['something sealed that was cut', sealedSample.slice(0, -3)],
      ['nothing', ''],
    ])('cannot be written in plain: %s', async (_what, text) => {
      const table = project().table('oauth_tokens');
      const sql = insertInto(table, { id: 'new' }).replace(sealedSample, text);
      await expect(project().as(alice, sql)).rejects.toEqual(refused('23514'));
    });
  });

  describe('functions', () => {
    it('tell those who have not signed in how the project is set up, and nothing else', async () => {
      const callable = await project().truth(`
        select p.proname as name from pg_proc p
        where p.pronamespace = 'public'::regnamespace and has_function_privilege('anon', p.oid, 'execute') order by 1`);
      expect(callable.map(({ name }) => name)).toEqual(['studio_schema_version', 'studio_setup_report']);
      const report = await project().as(
        'anon',
        'select name, is_there, row_security from public.studio_setup_report()',
      );
      expect(report.map(({ name }) => String(name)).toSorted()).toEqual(studioTables);
      expect(report.every((each) => each['is_there'] === true && each['row_security'] === true)).toBe(true);
    });
  });
}

function jobs(values: string): string {
  return `insert into public.jobs (id, machine_id, version, kind, state, created_at, data) values ${values}
    on conflict (user_id, id) do update set machine_id = excluded.machine_id, version = excluded.version, state = excluded.state`;
}
