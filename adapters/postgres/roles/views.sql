-- Whoever keeps views: reads the log, and makes tables of its own beside it.
-- Once the log was made: SET search_path = tenant; SET answerable.role = 'name'; then this file.

DO $$
DECLARE
  role text := current_setting('answerable.role');
BEGIN
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', current_schema(), role);
  EXECUTE format('GRANT SELECT ON migrations, stored_events, commands TO %I', role);
END $$;
