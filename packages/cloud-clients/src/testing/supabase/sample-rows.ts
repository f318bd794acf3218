import type { SqlProject } from './sql-project.ts';

/** A column of one of our tables, as the catalog has it. */
interface Column {
  readonly name: string;
  readonly type: string;
}

export interface StudioTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly isVersioned: boolean;
}

/** Every table in `public`, from the catalog: a table that a later migration adds is among them. */
export async function tablesOf(project: SqlProject): Promise<readonly StudioTable[]> {
  const rows = await project.truth(`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
    order by 1, a.attnum`);
  const byTable = Map.groupBy(rows, (row) => String(row['table']));
  return [...byTable].map(([name, columns]) => ({
    name,
    columns: columns.map((each) => ({ name: String(each['column']), type: String(each['type']) })),
    isVersioned: columns.some((each) => each['column'] === 'version'),
  }));
}

export interface RowWishes {
  readonly id: string;
  /** Left out: the column is, so its default holds. */
  readonly userId?: string;
  readonly machineId?: string;
  readonly version?: number;
  /** Into every text column that says nothing in particular. */
  readonly text?: string;
}

/** What `seal` of the host makes: a version byte 1, and 60 more. */
export const sealedSample = Buffer.concat([Buffer.of(1), Buffer.alloc(60, 7)]).toString('base64');

/** A statement that adds a row with a fitting value in every column. */
export function insertInto(table: StudioTable, wishes: RowWishes): string {
  const values = table.columns.flatMap((column) => {
    const value = valueFor(column, wishes);
    return value === null ? [] : [[column.name, value] as const];
  });
  const names = values.map(([name]) => name).join(', ');
  return `insert into public.${table.name} (${names}) values (${values.map(([, value]) => value).join(', ')})`;
}

/** The same as PostgREST sends it for `upsert` with `on_conflict=user_id,id`. */
export function upsertInto(table: StudioTable, wishes: RowWishes): string {
  const sets = table.columns
    .filter((column) => valueFor(column, wishes) !== null)
    .map(({ name }) => `${name} = excluded.${name}`);
  return `${insertInto(table, wishes)} on conflict (user_id, id) do update set ${sets.join(', ')}`;
}

function valueFor({ name, type }: Column, wishes: RowWishes): string | null {
  const { id, userId, machineId = 'machine-1', version = 1, text = 'something' } = wishes;
  switch (name) {
    case 'user_id':
      return userId === undefined ? null : `'${userId}'`;
    case 'id':
      return `'${id}'`;
    case 'machine_id':
      return `'${machineId}'`;
    case 'version':
      return String(version);
    case 'ciphertext':
      return `'${sealedSample}'`;
    default:
      break;
  }
  if (type.startsWith('timestamp')) return `'2026-11-28T10:00:00Z'`;
  if (type === 'jsonb') return `'{"text":"${text}"}'`;
  if (type === 'boolean') return 'false';
  if (type === 'text') return `'${text}'`;
  return '1';
}
