-- Two tables with rules of their own: tokens of channels, which are never here in plain, and the audit log, which only grows.

-- The backup of a connection's tokens, as the studio sealed them (AES-256-GCM, the key stays with the person). The form is
-- checked, so that a token in plain cannot be written here by mistake: base64 of a version byte 1, 12 bytes IV, 16 bytes
-- tag and the ciphertext.
create table public.oauth_tokens (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  machine_id text not null check (machine_id <> ''),
  version bigint not null check (version >= 0),
  service text not null,
  account_id text not null,
  key_id text not null check (key_id <> ''),
  ciphertext text not null constraint oauth_tokens_ciphertext_is_sealed check (
    ciphertext collate "C" ~ '^A[Q-Za-f][A-Za-z0-9+/]{38,}={0,2}$'
    and length(ciphertext) % 4 = 0
    and length(ciphertext) <= 65536
  ),
  updated_at timestamptz not null default now(),
  primary key (user_id, id)
);
comment on table public.oauth_tokens is
  'Sealed tokens, one row for each connection and with its id. They can be opened with the recovery key alone.';

create trigger studio_keep_row before insert or update on public.oauth_tokens
  for each row execute function public.studio_keep_row();

-- What was done: logins, publications, changes of secrets, deletions.
create table public.audit_log (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id text not null check (id <> ''),
  machine_id text not null check (machine_id <> ''),
  at timestamptz not null,
  action text not null,
  actor text not null,
  subject text,
  detail text,
  recorded_at timestamptz not null default now(),
  primary key (user_id, id)
);
comment on table public.audit_log is 'Append-only. Rows go with the account they belong to, and in no other way.';

create index audit_log_at on public.audit_log (user_id, at desc);

-- Grants already keep every role of the interface from changing a row; this holds for the owner of the tables too. The one
-- deletion it lets through is that of a whole account. It reads auth.users as its own owner, because a caller may not.
create function public.studio_keep_audit_log() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' and not exists (select from auth.users where id = old.user_id) then
    return old;
  end if;
  raise exception 'audit_log_is_append_only'
    using detail = format('A row of the audit log cannot be changed or removed (%s).', lower(tg_op));
end;
$$;

create trigger studio_keep_audit_log before update or delete on public.audit_log
  for each row execute function public.studio_keep_audit_log();
create trigger studio_keep_whole_audit_log before truncate on public.audit_log
  for each statement execute function public.studio_keep_audit_log();

-- When a row arrived is the server's to say.
create function public.studio_stamp_audit_log() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.recorded_at := now();
  return new;
end;
$$;

create trigger studio_stamp_audit_log before insert on public.audit_log
  for each row execute function public.studio_stamp_audit_log();

revoke all on public.oauth_tokens, public.audit_log from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.oauth_tokens to authenticated, service_role;
grant select, insert on public.audit_log to authenticated, service_role;
revoke all on function public.studio_keep_audit_log(), public.studio_stamp_audit_log()
  from public, anon, authenticated, service_role;

alter table public.oauth_tokens enable row level security;
alter table public.oauth_tokens force row level security;
alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;

create policy "own rows" on public.oauth_tokens for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "read own rows" on public.audit_log for select to authenticated
  using ((select auth.uid()) = user_id);
create policy "add own rows" on public.audit_log for insert to authenticated
  with check ((select auth.uid()) = user_id);

notify pgrst, 'reload schema';
