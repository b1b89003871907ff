/**
 * The role that the service works as. It may read and append; of the rest it may move the two
 * counters and a bench's own row. It owns nothing, so it can change no trigger either.
 */
export const keeperRole = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'frostkeep_keeper') then
    create role frostkeep_keeper nologin;
  end if;
end $$;
grant select on service, links to frostkeep_keeper;
grant select, insert on ledger, aliases to frostkeep_keeper;
grant select, insert, update on streams, chains, benches, codes to frostkeep_keeper;
`
