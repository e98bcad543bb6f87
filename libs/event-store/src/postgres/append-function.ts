/** Held by whoever appends until the commit is visible. */
export const APPEND_LOCK = `${0x52454354}, 1`;

/**
 * One call takes a batch of appends in one transaction of its own. The lock makes appends follow one another until their
 * commit is visible, so positions have no gap and a reader never passes one that is still to come. The unique keys, not
 * the lock, carry correctness: without the lock a lost race fails the whole call and leaves nothing.
 *
 * Streams, parts and events of the batch are numbered from 1. An expected version of -1 is "any", -2 "exists" and -3
 * never met. No id may come twice among appends that could be taken. Answers the head, each stream's version and the
 * known ids as they were before, and which appends were taken.
 */
export const appendFunction = `
CREATE FUNCTION rectify_events.append(
  stream_names text[], part_append int[], part_stream int[], part_expected int[], part_events int[],
  event_part int[], event_number int[], event_ids text[], event_types text[], schema_versions int[],
  event_data text[], event_metadata text[], clock text,
  OUT head bigint, OUT taken_at text, OUT versions int[], OUT taken boolean[], OUT known json)
LANGUAGE plpgsql
-- The plans are kept: one made while the table was empty would scan it for ever.
SET enable_seqscan = off
SET search_path = rectify_events, pg_temp
AS $$
DECLARE
  parts CONSTANT int := cardinality(part_append);
  reached int[];
  before int[] := array_fill(0, ARRAY[parts]);
  clashing int[];
  fits boolean;
  first int;
  p int := 1;
  s int;
BEGIN
  PERFORM pg_advisory_xact_lock(${APPEND_LOCK});
  -- What is acknowledged is on disk, whatever the database's default is.
  IF current_setting('synchronous_commit') = 'off' THEN PERFORM set_config('synchronous_commit', 'on', true); END IF;
  SELECT e.position, e.recorded_at INTO head, taken_at FROM events e ORDER BY e.position DESC LIMIT 1;
  head := coalesce(head, 0);
  taken_at := greatest(taken_at, clock COLLATE "C");
  SELECT array_agg(coalesce(
      (SELECT e.version FROM events e WHERE e.stream = s.name ORDER BY e.version DESC LIMIT 1), 0) ORDER BY s.i)
    INTO versions FROM unnest(stream_names) WITH ORDINALITY s(name, i);
  SELECT json_agg(json_build_array(k.id, k.stream, k.version, k.position::text, k.recorded_at)),
      coalesce(array_agg(part_append[event_part[n.i]]), '{}')
    INTO known, clashing
    FROM unnest(event_ids) WITH ORDINALITY n(id, i), LATERAL (SELECT * FROM events e WHERE e.id = n.id LIMIT 1) k;
  reached := versions;
  WHILE p <= parts LOOP
    first := p;
    fits := NOT part_append[p] = ANY (clashing);
    WHILE p <= parts AND part_append[p] = part_append[first] LOOP
      s := part_stream[p];
      before[p] := reached[s];
      fits := fits AND CASE part_expected[p]
        WHEN -1 THEN true WHEN -2 THEN reached[s] > 0 ELSE reached[s] = part_expected[p] END;
      reached[s] := reached[s] + part_events[p];
      p := p + 1;
    END LOOP;
    taken[part_append[first]] := fits;
    IF NOT fits THEN
      FOR q IN first..p - 1 LOOP
        reached[part_stream[q]] := reached[part_stream[q]] - part_events[q];
      END LOOP;
    END IF;
  END LOOP;
  INSERT INTO events (position, id, stream, version, type, schema_version, recorded_at, data, metadata)
    SELECT head + row_number() OVER (ORDER BY n.i), n.id, stream_names[part_stream[n.part]],
      before[n.part] + n.number, n.type, n.schema_version, taken_at, n.data, n.metadata
    FROM unnest(event_part, event_number, event_ids, event_types, schema_versions, event_data, event_metadata)
      WITH ORDINALITY n(part, number, id, type, schema_version, data, metadata, i)
    WHERE taken[part_append[n.part]] ORDER BY n.i;
  IF FOUND THEN PERFORM pg_notify('rectify_events', ''); END IF;
END $$;
`;
