-- Whoever keeps views: reads the log, and makes tables of its own beside it.
-- Once the log was made: SET search_path = tenant; SET answerable.role = 'name'; then this file.
-- Views that somebody else has kept are dropped: they follow from the log, and are made anew.

DO $$
DECLARE
  role text := current_setting('answerable.role');
  kept name;
BEGIN
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', current_schema(), role);
  EXECUTE format('GRANT SELECT ON migrations, stored_events, commands TO %I', role);
  FOR kept IN
    SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename LIKE 'view\_%' AND tableowner <> role
  LOOP
    EXECUTE format('DROP TABLE %I', kept);
  END LOOP;
END $$;
