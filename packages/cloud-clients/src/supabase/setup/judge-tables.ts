import type { CloudCheck, CloudFault, CloudTable } from '@videoexpress/job-schema';
import { type ExpectedPolicy, type ExpectedTable, expectedTables } from './expected-tables.ts';
import type { ReportedPolicy, ReportedTable } from './setup-report.ts';

/** Holds what a project says of its tables against what the migrations make; each fault in plain words, with what mends it. */
export function judgeTables(report: readonly ReportedTable[]): readonly CloudTable[] {
  return expectedTables.map((expected) => {
    const { name } = expected;
    const found = report.find((each) => each.name === name);
    if (found === undefined || !found.is_there) {
      return { name, isThere: false, faults: [{ text: 'The table is missing.', sql: null }] };
    }
    const faults = [
      ...faultsOfRows(found),
      ...faultsOfPolicies(expected, found),
      ...faultsOfGrants(expected, found),
      ...faultsOfTriggers(expected, found),
    ];
    return { name, isThere: true, faults };
  });
}

/** How all of it stands. `appliedVersion`: null where the project does not know of any. */
export function judgeProject(
  report: readonly ReportedTable[],
  appliedVersion: string | null,
  wantedVersion: string,
): CloudCheck {
  const tables = judgeTables(report);
  return { state: stateOf(tables, appliedVersion, wantedVersion), appliedVersion, wantedVersion, tables: [...tables] };
}

function stateOf(tables: readonly CloudTable[], applied: string | null, wanted: string): CloudCheck['state'] {
  if (applied === null) return tables.some(({ isThere }) => isThere) ? 'incomplete' : 'not_set_up';
  if (applied < wanted) return 'behind';
  if (tables.some(({ faults }) => faults.length > 0)) return 'incomplete';
  return applied > wanted ? 'ahead' : 'ready';
}

function faultsOfRows({ name, row_security, is_forced }: ReportedTable): readonly CloudFault[] {
  if (!row_security) {
    return [
      {
        text: 'Row level security is off: everybody with an account can read and change every row.',
        sql: `alter table public.${name} enable row level security;\nalter table public.${name} force row level security;`,
      },
    ];
  }
  if (is_forced) return [];
  const sql = `alter table public.${name} force row level security;`;
  return [{ text: 'Row level security does not bind the owner of the table.', sql }];
}

function faultsOfPolicies({ name, policies }: ExpectedTable, found: ReportedTable): readonly CloudFault[] {
  const missing = policies.flatMap((policy) => {
    const there = found.policies.find((each) => each.name === policy.name);
    if (there !== undefined && isOurs(policy, there)) return [];
    const what = there === undefined ? 'is missing' : 'was changed';
    const drop = there === undefined ? '' : `drop policy "${policy.name}" on public.${name};\n`;
    return [{ text: `The policy “${policy.name}” ${what}.`, sql: drop + createPolicy(name, policy) }];
  });
  const others = found.policies
    .filter((each) => !policies.some((policy) => policy.name === each.name))
    .map((each) => ({
      text: `There is a policy “${each.name}” that is not ours. It may let others in: take it away if you do not know it.`,
      sql: null,
    }));
  return [...missing, ...others];
}

const ownRows = '(( SELECT auth.uid() AS uid) = user_id)';

function isOurs({ verb }: ExpectedPolicy, there: ReportedPolicy): boolean {
  return (
    there.verb === verb &&
    there.roles.join() === 'authenticated' &&
    there.using === (verb === 'INSERT' ? null : ownRows) &&
    there.check === (verb === 'SELECT' ? null : ownRows)
  );
}

function createPolicy(table: string, { name, verb }: ExpectedPolicy): string {
  const own = '((select auth.uid()) = user_id)';
  const using = verb === 'INSERT' ? '' : ` using ${own}`;
  const check = verb === 'SELECT' ? '' : ` with check ${own}`;
  return `create policy "${name}" on public.${table} for ${verb.toLowerCase()} to authenticated${using}${check};`;
}

const whose: Readonly<Record<string, string>> = {
  anon: 'those who have not signed in',
  authenticated: 'those who signed in',
  service_role: 'a secret key',
};

function faultsOfGrants({ name, verbs }: ExpectedTable, found: ReportedTable): readonly CloudFault[] {
  return Object.entries(whose).flatMap(([role, who]) => {
    const wanted: readonly string[] = role === 'anon' ? [] : verbs;
    const granted = found.grants[role] ?? [];
    const missing = wanted.filter((verb) => !granted.includes(verb));
    const tooMuch = granted.filter((verb) => !wanted.includes(verb));
    const faults: CloudFault[] = [];
    if (missing.length > 0) {
      const list = missing.join(', ').toLowerCase();
      const text = `The grant of ${list} to ${role} (${who}) is missing.`;
      faults.push({ text, sql: `grant ${list} on public.${name} to ${role};` });
    }
    if (tooMuch.length > 0) {
      const list = tooMuch.join(', ').toLowerCase();
      const text = `${role} (${who}) has more than it needs: ${list}.`;
      faults.push({ text, sql: `revoke ${list} on public.${name} from ${role};` });
    }
    return faults;
  });
}

function faultsOfTriggers({ triggers }: ExpectedTable, found: ReportedTable): readonly CloudFault[] {
  return triggers
    .filter((trigger) => !found.triggers.includes(trigger))
    .map((trigger) => ({
      text: `The trigger ${trigger} is missing or off, so rows are not guarded against mistakes.`,
      sql: triggerSql(found.name, trigger),
    }));
}

function triggerSql(table: string, trigger: string): string {
  const when: Readonly<Record<string, string>> = {
    studio_keep_machine: 'before update',
    studio_keep_row: 'before insert or update',
    studio_keep_audit_log: 'before update or delete',
    studio_keep_whole_audit_log: 'before truncate',
    studio_stamp_audit_log: 'before insert',
  };
  const isWhole = trigger === 'studio_keep_whole_audit_log';
  const run = isWhole ? 'studio_keep_audit_log' : trigger;
  return `create or replace trigger ${trigger} ${when[trigger] ?? ''} on public.${table}
  for each ${isWhole ? 'statement' : 'row'} execute function public.${run}();
alter table public.${table} enable trigger ${trigger};`;
}
