/**
 * What a Supabase project has before anything of ours: the roles of its interface, accounts, and `auth.uid()`, which reads
 * the claims of a request.
 *
 * Nothing is granted here that a migration has to grant. `grantsByDefault` is how projects from before 2026 are: every role
 * gets everything on every new table and function in `public`.
 *
 * @param owner runs migrations. As in the cloud it is no superuser.
 */
export function supabaseSurroundings(owner: string, grantsByDefault: boolean): string {
  const roles = 'anon, authenticated, service_role';
  return `
    create role anon nologin noinherit;
    create role authenticated nologin noinherit;
    create role service_role nologin noinherit bypassrls;
    grant anon, authenticated, service_role to ${owner};
    create schema auth;
    create table auth.users (id uuid primary key default gen_random_uuid(), email text unique);
    alter table auth.users enable row level security;
    create function auth.uid() returns uuid language sql stable as $$
      select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
      )::uuid
    $$;
    grant usage on schema auth to ${owner}, ${roles};
    grant all on auth.users to ${owner};
    grant usage on schema public to ${roles};
    grant create, usage on schema public to ${owner};
    do $$ begin execute format('grant create on database %I to ${owner}', current_database()); end $$;
    ${
      grantsByDefault
        ? `alter default privileges for role ${owner} in schema public grant all on tables to ${roles};
           alter default privileges for role ${owner} in schema public grant all on functions to ${roles};
           alter default privileges for role ${owner} in schema public grant all on sequences to ${roles};`
        : ''
    }
  `;
}

/** Makes the owner of a project, as `postgres` is in the cloud: no superuser, but not bound by row level security. */
export function projectOwner(name: string, password: string): string {
  return `create role ${name} login createrole bypassrls password '${password}';`;
}
