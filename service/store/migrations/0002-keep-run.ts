/**
 * Keeps a run of one chain: the rules of `shared/sync/admission.ts` over a run that `examine` has
 * found good, in one statement and so in one transaction and one round trip.
 *
 * The run's first event has `p_first` as its seq, and the nth of each array belongs to the nth event.
 * The chain's row and then the stream's are locked first: whoever comes second sees all that the
 * first has written. Answers `{outcomes: [{seq, outcome, pos, reason?}]}` or `{refusal: {type, ...}}`.
 *
 * Facts are looked up one by one, in sub-selects, and plans are made anew: a join, or a plan that was
 * made while the log was short, reads the whole log at each push.
 */
export const keepRun = `
create function keep_run(
  p_stream text, p_chain text, p_at bigint, p_first bigint,
  p_prevs text[], p_hashes text[], p_bodies text[],
  p_uids text[], p_quarantines text[], p_bytes integer[],
  p_cause_of integer[], p_causes text[]
) returns jsonb language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  chain_seq bigint;
  chain_hash bytea;
  stream_pos bigint;
  stream_hash bytea;
  forked bigint;
  missing record;
  keep bigint := cardinality(p_hashes);
  fresh bigint[];
  runnings bytea[] := '{}';
  i bigint;
begin
  insert into chains (stream, chain, seq, hash)
    values (p_stream, p_chain, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
  select seq, hash into strict chain_seq, chain_hash from chains
    where stream = p_stream and chain = p_chain for update;
  select pos, hash into strict stream_pos, stream_hash from streams
    where stream = p_stream for update;

  if p_first > chain_seq + 1 then
    return jsonb_build_object('refusal', jsonb_build_object('type', 'GAP', 'expect', chain_seq + 1));
  end if;
  if p_first = chain_seq + 1 and decode(p_prevs[1], 'hex') <> chain_hash then
    return jsonb_build_object('refusal', jsonb_build_object('type', 'FORK', 'seq', chain_seq));
  end if;

  select min(l.seq) - p_first + 1 into forked from links l
    where l.stream = p_stream and l.chain = p_chain
      and l.seq between p_first and p_first + keep - 1
      and l.hash <> decode(p_hashes[l.seq - p_first + 1], 'hex');
  select c.n, c.uid into missing
    from unnest(p_cause_of, p_causes) with ordinality as c(n, uid, listed)
    where p_first + c.n - 1 > chain_seq
      and (select l.pos from ledger l where l.stream = p_stream and l.uid = c.uid) is null
    order by c.listed limit 1;
  keep := least(keep, forked - 1, missing.n - 1);
  if keep = 0 and forked = 1 then
    return jsonb_build_object('refusal', jsonb_build_object('type', 'FORK', 'seq', p_first));
  elsif keep = 0 then
    return jsonb_build_object('refusal',
      jsonb_build_object('type', 'MISSING_CAUSE', 'seq', p_first, 'uid', missing.uid));
  end if;

  insert into aliases (stream, chain, seq, prev, hash, pos, received_at)
    select p_stream, p_chain, p_first + known.n - 1, decode(known.prev, 'hex'),
      decode(known.hash, 'hex'), known.pos, p_at
    from (
      select r.*, (select l.pos from ledger l
        where l.stream = p_stream and l.uid = r.uid and l.body = r.body) as pos
      from unnest(p_prevs, p_hashes, p_bodies, p_uids) with ordinality
        as r(prev, hash, body, uid, n)
      where r.n <= keep and p_first + r.n - 1 > chain_seq
    ) known where known.pos is not null;

  select array_agg(r.n order by r.n) into fresh from generate_series(1, keep) as r(n)
    where p_first + r.n - 1 > chain_seq
      and (select a.pos from aliases a
        where a.stream = p_stream and a.chain = p_chain and a.seq = p_first + r.n - 1) is null;
  foreach i in array coalesce(fresh, '{}') loop
    stream_pos := stream_pos + 1;
    stream_hash := sha256('run1'::bytea || stream_hash || int8send(stream_pos)
      || decode(p_hashes[i], 'hex'));
    runnings := runnings || stream_hash;
  end loop;

  insert into ledger (stream, pos, chain, seq, prev, hash, body, uid, quarantine, bytes,
      received_at, running)
    select p_stream, stream_pos - cardinality(runnings) + event.nth, p_chain,
      p_first + event.n - 1, decode(event.prev, 'hex'), decode(event.hash, 'hex'), event.body,
      case when event.taken is null then event.uid end,
      case when event.taken is null then event.quarantine else 'UID_TAKEN' end,
      event.bytes, p_at, event.running
    from (
      select r.*, f.running, f.nth,
        (select l.pos from ledger l where l.stream = p_stream and l.uid = r.uid) as taken
      from unnest(fresh, runnings) with ordinality as f(n, running, nth)
      join unnest(p_prevs, p_hashes, p_bodies, p_uids, p_quarantines, p_bytes) with ordinality
        as r(prev, hash, body, uid, quarantine, bytes, n) on r.n = f.n
    ) event order by event.nth;

  update streams set pos = stream_pos, hash = stream_hash where stream = p_stream;
  update chains set seq = p_first + keep - 1, hash = decode(p_hashes[keep], 'hex')
    where stream = p_stream and chain = p_chain and seq < p_first + keep - 1;

  return (select jsonb_build_object('outcomes', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'seq', l.seq,
      'pos', l.pos,
      'outcome', case
        when l.seq <= chain_seq then 'DUPLICATE'
        when l.alias then 'ALIAS'
        when l.quarantine is not null then 'QUARANTINED'
        else 'ACCEPTED' end,
      'reason', case when l.seq > chain_seq then l.quarantine end)) order by l.seq))
    from links l
    where l.stream = p_stream and l.chain = p_chain
      and l.seq between p_first and p_first + keep - 1);
end $$;
`
