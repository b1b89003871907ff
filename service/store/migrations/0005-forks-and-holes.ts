/**
 * Room for what a restored service takes back: two events at one place of a chain, and chains with holes. The
 * rules are in `shared/sync` and in no function here any more; what the log itself must be, dense, unbroken
 * and append-only, its triggers hold as before. Each bench has a stream. An event without a uid of its own
 * gets the identity that the benches know it by.
 */
export const forksAndHoles = `
drop function keep_run;
drop view links;

alter table chains add column islands jsonb not null default '[]';

alter table ledger add column fork boolean not null default false;
alter table ledger disable trigger ledger_append_only;
update ledger l set uid = left(encode(hash, 'hex'), 36) where uid is null and not exists (
  select from ledger o where o.stream = l.stream and o.uid = left(encode(l.hash, 'hex'), 36));
alter table ledger enable trigger ledger_append_only;
alter table ledger drop constraint ledger_stream_chain_seq_key;
alter table ledger add unique (stream, chain, seq, hash);

alter table aliases add column fork boolean not null default false;
alter table aliases drop constraint aliases_pkey;
alter table aliases add primary key (stream, chain, seq, hash);

alter table seals drop constraint seals_pkey;
alter table seals add primary key (stream, chain, seq, hash);

create view links as
  select stream, chain, seq, hash, pos, fork from ledger
  union all
  select stream, chain, seq, hash, pos, fork from aliases;
grant select on links to frostkeep_keeper;

alter table benches add column stream text references streams;
update benches set stream = (select stream from streams);
alter table benches alter column stream set not null;
`
