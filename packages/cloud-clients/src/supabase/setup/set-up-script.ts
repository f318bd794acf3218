import { makeHistory } from './history.ts';
import type { CloudMigration } from './read-migrations.ts';
import { splitStatements } from './split-statements.ts';

/**
 * The whole set-up as one script for the SQL editor of the dashboard. What was applied is left alone, so it can be run any
 * number of times; where something fails, the editor takes all of it back.
 */
export function setUpScript(migrations: readonly CloudMigration[]): string {
  const newest = migrations.at(-1)?.version ?? '';
  return [
    `-- Sets a Supabase project up for VideoExpress, version ${newest}. It can be run again.`,
    makeHistory.trim().replaceAll(/^ +/gm, ''),
    ...migrations.map(step),
    'select public.studio_schema_version() as "VideoExpress is set up, version";',
  ].join('\n\n');
}

function step({ version, name, sql }: CloudMigration): string {
  const statements = splitStatements(sql).map((each) => quoted(each));
  return `do $videoexpress$
declare
  each_statement text;
  these_statements text[] := array[
${statements.join(',\n')}
  ];
begin
  if exists (select from supabase_migrations.schema_migrations where version = '${version}') then
    return;
  end if;
  foreach each_statement in array these_statements loop
    execute each_statement;
  end loop;
  insert into supabase_migrations.schema_migrations (version, name, statements)
  values ('${version}', '${name}', these_statements);
end
$videoexpress$;`;
}

/** Throws where the text holds the mark itself: that would end it. */
function quoted(statement: string): string {
  if (statement.includes('$step$') || statement.includes('$videoexpress$')) {
    throw new Error('a migration holds a mark of the script');
  }
  return `$step$${statement}$step$`;
}
