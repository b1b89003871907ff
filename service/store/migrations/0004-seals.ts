/**
 * What benches say of their own chains with their keys: see docs/ledger-format.md. Append-only like the
 * log; the service has checked each before it is here. The events in which a chain names a key are
 * found by an index of their own, which holds those few and nothing else.
 */
export const seals = `
create table seals (
  stream text not null,
  chain text not null,
  seq bigint not null,
  hash bytea not null check (length(hash) = 32),
  key bytea not null check (length(key) = 32),
  at bigint not null,
  protection text not null,
  sig bytea not null check (length(sig) = 64),
  received_at bigint not null,
  primary key (stream, chain, seq),
  foreign key (stream, chain) references chains
);
create trigger seals_append_only before update or delete or truncate on seals
  for each statement execute function refuse_change();
grant select, insert on seals to frostkeep_keeper;

create index ledger_naming on ledger (stream, chain, seq)
  where body like '%"type":"bench.key_added"%';
`
