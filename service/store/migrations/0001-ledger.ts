/** The log of each stream, the chains that feed it, the benches and the codes that let one in. */
export const ledger = `
create table service (
  one boolean primary key default true check (one),
  epoch text not null,
  created_at bigint not null
);

create table streams (
  stream text primary key,
  one_site boolean not null unique default true check (one_site),
  site_name text,
  founded_at bigint not null,
  pos bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex')
);

create table chains (
  stream text not null references streams,
  chain text not null,
  seq bigint not null,
  hash bytea not null,
  primary key (stream, chain)
);

create table ledger (
  stream text not null references streams,
  pos bigint not null,
  chain text not null,
  seq bigint not null,
  prev bytea not null,
  hash bytea not null,
  body text not null,
  uid text,
  quarantine text,
  bytes integer not null,
  received_at bigint not null,
  running bytea not null,
  primary key (stream, pos),
  unique (stream, chain, seq),
  unique (stream, uid)
);

create table aliases (
  stream text not null,
  chain text not null,
  seq bigint not null,
  prev bytea not null,
  hash bytea not null,
  pos bigint not null,
  received_at bigint not null,
  primary key (stream, chain, seq),
  foreign key (stream, pos) references ledger
);

create view links as
  select stream, chain, seq, hash, pos, quarantine, false as alias from ledger
  union all
  select stream, chain, seq, hash, pos, null, true from aliases;

create table benches (
  number integer primary key,
  install text not null unique,
  name text not null,
  credential bytea not null unique,
  enrolled_at bigint not null,
  revoked_at bigint
);

create table codes (
  hash bytea primary key,
  made_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;

create trigger ledger_append_only before update or delete or truncate on ledger
  for each statement execute function refuse_change();
create trigger aliases_append_only before update or delete or truncate on aliases
  for each statement execute function refuse_change();

-- The next position and the running hash that follows, or nothing: whoever inserts, and however.
-- Its plan is made while the log is empty, and must not be one that reads the whole log.
create function refuse_break() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  last_pos bigint := 0;
  last_running bytea := decode(repeat('00', 32), 'hex');
begin
  select pos, running into last_pos, last_running from ledger
    where stream = new.stream order by pos desc limit 1;
  if not found then
    last_pos := 0;
    last_running := decode(repeat('00', 32), 'hex');
  end if;
  if new.pos <> last_pos + 1 then
    raise exception 'position % does not follow %', new.pos, last_pos;
  end if;
  if new.running <> sha256('run1'::bytea || last_running || int8send(new.pos) || new.hash) then
    raise exception 'running hash breaks at position %', new.pos;
  end if;
  return new;
end $$;

create trigger ledger_unbroken before insert on ledger
  for each row execute function refuse_break();
`
