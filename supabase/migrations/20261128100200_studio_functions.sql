-- What a studio asks the project besides its rows.

-- The newest migration that was applied. Every later migration replaces it.
create function public.studio_schema_version() returns bigint
language sql immutable set search_path = '' as $$ select 20261128100200::bigint $$;

-- How each table of ours is protected, for `videoexpress cloud check`. It tells of tables and roles, never of rows or people.
create function public.studio_setup_report()
returns table (
  name text,
  is_there boolean,
  row_security boolean,
  is_forced boolean,
  policies jsonb,
  grants jsonb,
  triggers jsonb
)
language sql stable set search_path = '' as $$
  select
    wanted.name,
    found.oid is not null,
    coalesce(found.relrowsecurity, false),
    coalesce(found.relforcerowsecurity, false),
    coalesce((
      select jsonb_agg(jsonb_build_object('name', policyname, 'verb', cmd, 'roles', roles, 'using', qual, 'check', with_check)
        order by policyname)
      from pg_catalog.pg_policies where schemaname = 'public' and tablename = wanted.name
    ), '[]'),
    coalesce((
      select jsonb_object_agg(rolname, verbs)
      from (
        select
          roles.rolname,
          (
            select coalesce(jsonb_agg(verb order by verb), '[]')
            from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as verb
            where pg_catalog.has_table_privilege(roles.oid, found.oid, verb)
          ) as verbs
        from pg_catalog.pg_roles as roles
        where roles.rolname in ('anon', 'authenticated', 'service_role')
      ) as granted
    ), '{}'),
    coalesce((
      select jsonb_agg(tgname order by tgname)
      from pg_catalog.pg_trigger where tgrelid = found.oid and not tgisinternal and tgenabled in ('O', 'A')
    ), '[]')
  from unnest(array[
    'machines', 'projects', 'renders', 'jobs', 'publications', 'connections', 'oauth_tokens', 'audit_log'
  ]) with ordinality as wanted (name, place)
  left join pg_catalog.pg_class as found
    on found.relname = wanted.name and found.relkind = 'r'
    and found.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = 'public')
  order by wanted.place
$$;

revoke all on function
  public.studio_schema_version(),
  public.studio_setup_report()
  from public, anon, authenticated, service_role;
-- Before anybody has signed in, they say whether the project is set up.
grant execute on function public.studio_schema_version(), public.studio_setup_report()
  to anon, authenticated, service_role;

notify pgrst, 'reload schema';
