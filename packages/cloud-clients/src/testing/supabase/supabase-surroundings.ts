const roles = 'anon, authenticated, service_role';

/**
 * The roles of a Supabase project, and its owner: as `postgres` in the cloud it is no superuser, and row level security does
 * not bind it.
 */
export function supabaseRoles(owner: string, password: string): string {
  return `
    create role anon nologin noinherit;
    create role authenticated nologin noinherit;
    create role service_role nologin noinherit bypassrls;
    create role ${owner} login createrole bypassrls password '${password}';
    grant ${roles} to ${owner};
    grant usage on schema public to ${roles};
    grant create, usage on schema public to ${owner};
    do $$ begin execute format('grant create on database %I to ${owner}', current_database()); end $$;
  `;
}

/** Accounts, and `auth.uid()`, which reads the claims of a request. For a database that has no server of Supabase before it. */
export const authStandIn = `
  create schema auth;
  create table auth.users (id uuid primary key default gen_random_uuid(), email text unique);
  alter table auth.users enable row level security;
  create function auth.uid() returns uuid language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.sub', true), ''),
      (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
    )::uuid
  $$;
`;

/** Who may look into the accounts. Nothing is granted here that a migration has to grant. */
export function authGrants(owner: string): string {
  return `
    grant usage on schema auth to ${owner}, ${roles};
    grant all on auth.users to ${owner};
  `;
}

/** How projects from before 2026 are: every role gets everything on every new table and function in `public`. */
export function grantsByDefault(owner: string): string {
  return ['tables', 'functions', 'sequences']
    .map((kind) => `alter default privileges for role ${owner} in schema public grant all on ${kind} to ${roles};`)
    .join('\n');
}
