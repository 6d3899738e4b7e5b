-- Whoever works at a desk: reads the log and its checkpoints, which closing replies show, and adds to
-- the log; can change nothing in either.
-- Once the log was made: SET search_path = tenant; SET answerable.role = 'name'; then this file.

DO $$
DECLARE
  role text := current_setting('answerable.role');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role);
  EXECUTE format('GRANT SELECT ON migrations, ledger_checkpoints TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT ON stored_events, commands TO %I', role);
END $$;
