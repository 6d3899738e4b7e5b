-- The log of one tenant. Whoever runs this has put the tenant's schema first in the search_path.
-- The columns of stored_events carry the engine's names, so that whatever it brings can read it.

CREATE TABLE stored_events (
  originator_id text COLLATE "C" NOT NULL,
  originator_version bigint NOT NULL,
  topic text COLLATE "C" NOT NULL,
  state bytea NOT NULL,
  notification_id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1),
  PRIMARY KEY (originator_id, originator_version)
);
CREATE UNIQUE INDEX stored_events_position ON stored_events (notification_id);

CREATE TABLE commands (
  command_id text COLLATE "C" PRIMARY KEY,
  originator_id text COLLATE "C" NOT NULL,
  first_version bigint NOT NULL,
  last_version bigint NOT NULL
);

-- Whoever writes waits here for its turn, and has it until its transaction ends: positions become
-- visible in their order. Unlike a lock on the table it asks for no right beyond INSERT, and no
-- VACUUM, ANALYZE or index build waits for it or holds it up.
CREATE FUNCTION take_turn_v1() RETURNS void
LANGUAGE sql SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT pg_advisory_xact_lock(
    1097757559, ('stored_events'::regclass::oid::bigint - 2147483648)::integer
  );
END;

-- Whoever listens for new events holds a lock that others can share, so that a writer sees at once
-- whether there is anybody to tell: notes wait for each other at commit, across the whole server.
CREATE FUNCTION listen_v1() RETURNS void
LANGUAGE sql SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT pg_advisory_lock_shared(
    1097757561, ('stored_events'::regclass::oid::bigint - 2147483648)::integer
  );
END;

CREATE FUNCTION tell_v1() RETURNS void
LANGUAGE sql SET search_path FROM CURRENT
BEGIN ATOMIC
  SELECT pg_notify(current_schema() || '.events', '') WHERE NOT pg_try_advisory_xact_lock(
    1097757561, ('stored_events'::regclass::oid::bigint - 2147483648)::integer
  );
END;

-- Record several appends, one after the other. Of each: its command and stream, the version
-- expected, and how many of the topics and states are its own. The outcome has three numbers for
-- each: (position of its first event, 0, 0) where it was recorded, (0, first, last version) where
-- the command was answered before, (-1, version, 0) where the stream is at another version,
-- (-2, 0, 0) where the command was answered on another stream, and (-3, 0, 0) where there was
-- nothing to record.
CREATE FUNCTION append_v1(
  ids text[], streams text[], expected bigint[], counts bigint[], topics text[], states bytea[]
) RETURNS bigint[]
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  outcome bigint[] := '{}';
  start bigint := 1;
  known record;
  head bigint;
  lowest bigint;
  highest bigint;
BEGIN
  PERFORM take_turn_v1();
  FOR n IN 1..cardinality(ids) LOOP
    SELECT originator_id, first_version, last_version INTO known
      FROM commands WHERE command_id = ids[n];
    IF known.originator_id = streams[n] THEN
      outcome := outcome || ARRAY[0, known.first_version, known.last_version];
    ELSIF known.originator_id IS NOT NULL THEN
      outcome := outcome || ARRAY[-2, 0, 0]::bigint[];
    ELSIF counts[n] = 0 THEN
      outcome := outcome || ARRAY[-3, 0, 0]::bigint[];
    ELSE
      SELECT coalesce(max(originator_version), 0) INTO head
        FROM stored_events WHERE originator_id = streams[n];
      IF head <> expected[n] THEN
        outcome := outcome || ARRAY[-1, head, 0];
      ELSE
        IF counts[n] = 1 THEN
          INSERT INTO stored_events (originator_id, originator_version, topic, state)
          VALUES (streams[n], head + 1, topics[start], states[start])
          RETURNING notification_id, notification_id INTO lowest, highest;
        ELSE
          WITH put AS (
            INSERT INTO stored_events (originator_id, originator_version, topic, state)
            SELECT streams[n], head + own.nth, own.topic, own.state
            FROM unnest(
              topics[start:start + counts[n] - 1], states[start:start + counts[n] - 1]
            ) WITH ORDINALITY AS own (topic, state, nth)
            RETURNING notification_id
          )
          SELECT min(notification_id), max(notification_id) INTO lowest, highest FROM put;
        END IF;
        IF highest - lowest + 1 IS DISTINCT FROM counts[n] THEN
          RAISE EXCEPTION 'somebody takes positions without waiting for a turn';
        END IF;
        INSERT INTO commands VALUES (ids[n], streams[n], head + 1, head + counts[n]);
        outcome := outcome || ARRAY[lowest, 0, 0];
      END IF;
    END IF;
    start := start + counts[n];
  END LOOP;
  RETURN outcome;
END $$;

-- The same in a transaction that somebody else has open, and commits or not. Whether its commit
-- waits for the disk is asked here, as it is theirs to set.
CREATE FUNCTION append_within_v1(
  ids text[], streams text[], expected bigint[], counts bigint[], topics text[], states bytea[]
) RETURNS bigint[]
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    RAISE EXCEPTION 'synchronous_commit is off, so the commit may be lost' USING ERRCODE = 'AN001';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'the transaction does not see what others committed: use READ COMMITTED'
      USING ERRCODE = 'AN002';
  END IF;
  RETURN append_v1(ids, streams, expected, counts, topics, states);
END $$;

-- The same, made durable before it returns. The turn ends with a first commit that does not wait
-- for the disk, so that others can go on. The second tells whoever listens. The third does wait,
-- and by then everything before it in the write-ahead log is on the disk (ADR 13). Runs in no
-- transaction of a caller.
-- A procedure that commits cannot carry a search_path of its own, so the schema stands in it.
DO $make$ BEGIN
  EXECUTE format($procedure$
    CREATE PROCEDURE record_v1(
      ids text[], streams text[], expected bigint[], counts bigint[], topics text[], states bytea[],
      INOUT outcome bigint[]
    )
    LANGUAGE plpgsql AS $$
    BEGIN
      SET LOCAL synchronous_commit = off;
      outcome := %1$I.append_v1(ids, streams, expected, counts, topics, states);
      COMMIT;
      SET LOCAL synchronous_commit = off;
      PERFORM %1$I.tell_v1();
      COMMIT;
      PERFORM pg_logical_emit_message(true, 'answerable', '');
    END $$
  $procedure$, current_schema());
END $make$;
