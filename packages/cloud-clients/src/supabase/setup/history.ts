/**
 * The table in which the Supabase CLI writes down what it applied, made as it makes it. It is used here too, so that the
 * CLI and this program agree on what was done, whoever did it.
 */
export const makeHistory = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
  alter table supabase_migrations.schema_migrations add column if not exists statements text[];
  alter table supabase_migrations.schema_migrations add column if not exists name text;
`;

export const isInHistory = 'select from supabase_migrations.schema_migrations where version = $1';

/** The statements go in as a JSON list. */
export const addToHistory = `
  insert into supabase_migrations.schema_migrations (version, name, statements)
  values ($1, $2, array(select jsonb_array_elements_text($3::text::jsonb)))
`;
