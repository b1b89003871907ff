/**
 * Keeps a run of one chain: the rules of `shared/sync/admission.ts` over a run that `examine` has
 * found good, in one statement and so in one transaction and one round trip.
 *
 * The chain's row and then the stream's are locked first: whoever comes second sees all that the
 * first has written. Answers `{outcomes: [{seq, outcome, pos, reason?}]}` or `{refusal: {type, ...}}`.
 */
export const keepRun = `
create function keep_run(
  p_stream text, p_chain text, p_at bigint,
  p_seqs bigint[], p_prevs text[], p_hashes text[], p_bodies text[],
  p_uids text[], p_quarantines text[], p_bytes integer[],
  p_cause_of integer[], p_causes text[]
) returns jsonb language plpgsql as $$
declare
  chain_seq bigint;
  chain_hash bytea;
  stream_pos bigint;
  stream_hash bytea;
  forked bigint;
  missing record;
  keep bigint := cardinality(p_seqs);
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

  if p_seqs[1] > chain_seq + 1 then
    return jsonb_build_object('refusal', jsonb_build_object('type', 'GAP', 'expect', chain_seq + 1));
  end if;
  if p_seqs[1] = chain_seq + 1 and decode(p_prevs[1], 'hex') <> chain_hash then
    return jsonb_build_object('refusal', jsonb_build_object('type', 'FORK', 'seq', chain_seq));
  end if;

  select min(r.n) into forked
    from unnest(p_seqs, p_hashes) with ordinality as r(seq, hash, n)
    join links l on l.stream = p_stream and l.chain = p_chain and l.seq = r.seq
    where l.hash <> decode(r.hash, 'hex');
  select c.n, c.uid into missing
    from unnest(p_cause_of, p_causes) with ordinality as c(n, uid, listed)
    where p_seqs[c.n] > chain_seq
      and not exists (select from ledger l where l.stream = p_stream and l.uid = c.uid)
    order by c.listed limit 1;
  keep := least(keep, forked - 1, missing.n - 1);
  if keep = 0 and forked = 1 then
    return jsonb_build_object('refusal', jsonb_build_object('type', 'FORK', 'seq', p_seqs[1]));
  elsif keep = 0 then
    return jsonb_build_object('refusal',
      jsonb_build_object('type', 'MISSING_CAUSE', 'seq', p_seqs[1], 'uid', missing.uid));
  end if;

  insert into aliases (stream, chain, seq, prev, hash, pos, received_at)
    select p_stream, p_chain, r.seq, decode(r.prev, 'hex'), decode(r.hash, 'hex'), l.pos, p_at
    from unnest(p_seqs, p_prevs, p_hashes, p_bodies, p_uids) with ordinality
      as r(seq, prev, hash, body, uid, n)
    join ledger l on l.stream = p_stream and l.uid = r.uid and l.body = r.body
    where r.n <= keep and r.seq > chain_seq;

  select array_agg(r.n order by r.n) into fresh
    from unnest(p_seqs) with ordinality as r(seq, n)
    where r.n <= keep and r.seq > chain_seq
      and not exists (select from aliases a
        where a.stream = p_stream and a.chain = p_chain and a.seq = r.seq);
  foreach i in array coalesce(fresh, '{}') loop
    stream_pos := stream_pos + 1;
    stream_hash := sha256('run1'::bytea || stream_hash || int8send(stream_pos)
      || decode(p_hashes[i], 'hex'));
    runnings := runnings || stream_hash;
  end loop;

  insert into ledger (stream, pos, chain, seq, prev, hash, body, uid, quarantine, bytes,
      received_at, running)
    select p_stream, stream_pos - cardinality(runnings) + f.nth, p_chain, r.seq,
      decode(r.prev, 'hex'), decode(r.hash, 'hex'), r.body,
      case when taken.pos is null then r.uid end,
      case when taken.pos is null then r.quarantine else 'UID_TAKEN' end,
      r.bytes, p_at, f.running
    from unnest(fresh, runnings) with ordinality as f(n, running, nth)
    join unnest(p_seqs, p_prevs, p_hashes, p_bodies, p_uids, p_quarantines, p_bytes)
      with ordinality as r(seq, prev, hash, body, uid, quarantine, bytes, n) on r.n = f.n
    left join ledger taken on taken.stream = p_stream and taken.uid = r.uid
    order by f.nth;

  update streams set pos = stream_pos, hash = stream_hash where stream = p_stream;
  update chains set seq = p_seqs[keep], hash = decode(p_hashes[keep], 'hex')
    where stream = p_stream and chain = p_chain and seq < p_seqs[keep];

  return (select jsonb_build_object('outcomes', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'seq', r.seq,
      'pos', l.pos,
      'outcome', case
        when r.seq <= chain_seq then 'DUPLICATE'
        when l.alias then 'ALIAS'
        when l.quarantine is not null then 'QUARANTINED'
        else 'ACCEPTED' end,
      'reason', case when r.seq > chain_seq then l.quarantine end)) order by r.n))
    from unnest(p_seqs) with ordinality as r(seq, n)
    join links l on l.stream = p_stream and l.chain = p_chain and l.seq = r.seq
    where r.n <= keep);
end $$;
`
