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

-- How many rows of the caller lie in each table, and when the newest of them was written.
create function public.studio_mirror_status()
returns table (name text, "rows" bigint, newest timestamptz)
language sql stable set search_path = '' as $$
  select 'machines', count(*), max(last_seen_at) from public.machines
  union all select 'projects', count(*), max(updated_at) from public.projects
  union all select 'renders', count(*), max(updated_at) from public.renders
  union all select 'jobs', count(*), max(updated_at) from public.jobs
  union all select 'publications', count(*), max(updated_at) from public.publications
  union all select 'connections', count(*), max(updated_at) from public.connections
  union all select 'oauth_tokens', count(*), max(updated_at) from public.oauth_tokens
  union all select 'audit_log', count(*), max(recorded_at) from public.audit_log
$$;

-- Hands everything that one machine made to another of the same person: a new computer after a lost one. The old machine is
-- refused from then on. `owner` has to be said by a caller who is nobody, that is one with a secret key.
create function public.studio_take_over_machine(from_machine text, to_machine text, owner uuid default auth.uid())
returns bigint
language plpgsql set search_path = '' as $$
declare
  moved bigint := 0;
  moved_here bigint;
  each_table text;
begin
  if owner is null then
    raise exception 'owner_unknown' using hint = 'Sign in, or say whose machine it is.';
  end if;
  if not exists (select from public.machines where user_id = owner and id = to_machine) then
    raise exception 'machine_unknown' using detail = format('There is no machine %s.', to_machine);
  end if;
  perform set_config('studio.taking_over', 'yes', true);
  foreach each_table in array array['projects', 'renders', 'jobs', 'publications', 'connections', 'oauth_tokens'] loop
    execute format('update public.%I set machine_id = $1 where user_id = $2 and machine_id = $3', each_table)
      using to_machine, owner, from_machine;
    get diagnostics moved_here = row_count;
    moved := moved + moved_here;
  end loop;
  perform set_config('studio.taking_over', '', true);
  return moved;
end;
$$;

-- The one account of a project that has one, for a studio that works with a secret key and is nobody by itself.
create function public.studio_only_account() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  found uuid[];
begin
  found := array(select id from auth.users limit 2);
  if cardinality(found) <> 1 then
    raise exception 'no_only_account'
      using detail = case cardinality(found) when 0 then 'The project has no account.' else 'The project has several accounts.' end,
            hint = 'Sign in with the account whose rows these are.';
  end if;
  return found[1];
end;
$$;

revoke all on function
  public.studio_schema_version(),
  public.studio_setup_report(),
  public.studio_mirror_status(),
  public.studio_take_over_machine(text, text, uuid),
  public.studio_only_account()
  from public, anon, authenticated, service_role;
-- Before anybody has signed in, the first two say whether the project is set up.
grant execute on function public.studio_schema_version(), public.studio_setup_report()
  to anon, authenticated, service_role;
grant execute on function public.studio_mirror_status(), public.studio_take_over_machine(text, text, uuid)
  to authenticated, service_role;
grant execute on function public.studio_only_account() to service_role;

notify pgrst, 'reload schema';
