-- What a studio mirrors: one row for each machine, project, clip, job, publication and connection of a person.
--
-- The studio's own database is the truth, and these rows follow it. `data` is the studio's JSON of the object; the columns
-- beside it are what is worth asking for. Ids are the machine's and the object's own with a dot between them, since two
-- machines may hold the same object, and (user_id, id) is the key: nobody's id can collide with another person's.
--
-- Grants are spelt out, because a table in `public` has none by itself. Projects from before 2026 give every new table to
-- every role, so all of that is taken away first.

-- Keeps what a mirrored row promises. Runs before every insert and update.
create function public.studio_keep_row() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if new.user_id is distinct from old.user_id or new.id is distinct from old.id then
      raise exception 'row_identity_changed'
        using detail = format('%s %s cannot get another id or another owner.', tg_table_name, old.id);
    end if;
    if new.machine_id is distinct from old.machine_id then
      raise exception 'owned_by_another_machine'
        using detail = format('%s %s was made by the machine %s.', tg_table_name, old.id, old.machine_id),
              hint = 'A machine changes only the rows it made.';
    end if;
    -- Versions never move back. What comes late or twice changes nothing and is no error.
    if new.version <= old.version then
      return null;
    end if;
  end if;
  new.updated_at := now();
  return new;
end;
$$;

-- The same for machines, which have no version.
create function public.studio_keep_machine() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.user_id is distinct from old.user_id or new.id is distinct from old.id then
    raise exception 'row_identity_changed'
      using detail = format('%s %s cannot get another id or another owner.', tg_table_name, old.id);
  end if;
  return new;
end;
$$;

create table public.machines (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  name text not null,
  app_version text not null,
  -- A random word that only the database knows which last wrote as this machine, so that a copy of it is noticed.
  holder text,
  -- A hash that tells the computer and its data folder from others.
  computer text,
  last_seen_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (user_id, id)
);
comment on table public.machines is 'Computers on which the studio runs or ran.';

create table public.projects (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  machine_id text not null check (machine_id <> ''),
  version bigint not null check (version >= 0),
  name text not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  updated_at timestamptz not null default now(),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  primary key (user_id, id)
);
comment on table public.projects is 'Shelves of the library.';

create table public.renders (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  machine_id text not null check (machine_id <> ''),
  version bigint not null check (version >= 0),
  type text not null,
  name text not null,
  sha256 text not null,
  bytes bigint not null check (bytes >= 0),
  remote_url text,
  created_at timestamptz not null,
  deleted_at timestamptz,
  updated_at timestamptz not null default now(),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  primary key (user_id, id)
);
comment on table public.renders is 'Clips, pictures and LoRAs of the library. The files themselves are not here.';

create table public.jobs (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  machine_id text not null check (machine_id <> ''),
  version bigint not null check (version >= 0),
  kind text not null,
  state text not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  updated_at timestamptz not null default now(),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  primary key (user_id, id)
);
comment on table public.jobs is 'Work that was asked for, and how it ended.';

create table public.publications (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  machine_id text not null check (machine_id <> ''),
  version bigint not null check (version >= 0),
  draft boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  updated_at timestamptz not null default now(),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  primary key (user_id, id)
);
comment on table public.publications is 'Clips that were or will be published, each with its targets.';

create table public.connections (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  machine_id text not null check (machine_id <> ''),
  version bigint not null check (version >= 0),
  service text not null,
  state text not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  updated_at timestamptz not null default now(),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  primary key (user_id, id)
);
comment on table public.connections is 'Accounts of channels. No token is here: see oauth_tokens.';

-- The key begins with user_id, so it serves every policy; these serve what is read besides.
create index projects_updated on public.projects (user_id, updated_at, id);
create index renders_updated on public.renders (user_id, updated_at, id);
create index renders_created on public.renders (user_id, created_at desc);
create index jobs_updated on public.jobs (user_id, updated_at, id);
create index jobs_created on public.jobs (user_id, created_at desc);
create index publications_updated on public.publications (user_id, updated_at, id);
create index connections_updated on public.connections (user_id, updated_at, id);

create trigger studio_keep_machine before update on public.machines
  for each row execute function public.studio_keep_machine();
create trigger studio_keep_row before insert or update on public.projects
  for each row execute function public.studio_keep_row();
create trigger studio_keep_row before insert or update on public.renders
  for each row execute function public.studio_keep_row();
create trigger studio_keep_row before insert or update on public.jobs
  for each row execute function public.studio_keep_row();
create trigger studio_keep_row before insert or update on public.publications
  for each row execute function public.studio_keep_row();
create trigger studio_keep_row before insert or update on public.connections
  for each row execute function public.studio_keep_row();

revoke all on public.machines, public.projects, public.renders, public.jobs, public.publications, public.connections
  from public, anon, authenticated, service_role;
grant select, insert, update, delete
  on public.machines, public.projects, public.renders, public.jobs, public.publications, public.connections
  to authenticated, service_role;
revoke all on function public.studio_keep_row(), public.studio_keep_machine()
  from public, anon, authenticated, service_role;

alter table public.machines enable row level security;
alter table public.machines force row level security;
alter table public.projects enable row level security;
alter table public.projects force row level security;
alter table public.renders enable row level security;
alter table public.renders force row level security;
alter table public.jobs enable row level security;
alter table public.jobs force row level security;
alter table public.publications enable row level security;
alter table public.publications force row level security;
alter table public.connections enable row level security;
alter table public.connections force row level security;

create policy "own rows" on public.machines for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "own rows" on public.projects for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "own rows" on public.renders for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "own rows" on public.jobs for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "own rows" on public.publications for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "own rows" on public.connections for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);

notify pgrst, 'reload schema';
