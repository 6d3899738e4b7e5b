-- Whoever blanks what must not be kept: replaces the content of an event, never its place in the
-- log, its type or its existence.
-- Once the log was made: SET search_path = tenant; SET answerable.role = 'name'; then this file.

DO $$
DECLARE
  role text := current_setting('answerable.role');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role);
  EXECUTE format('GRANT SELECT ON migrations, stored_events TO %I', role);
  EXECUTE format('GRANT UPDATE (state) ON stored_events TO %I', role);
END $$;
