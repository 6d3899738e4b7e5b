-- Whoever audits: reads the log and its ledger, and can change nothing.
-- Once the log was made: SET search_path = tenant; SET answerable.role = 'name'; then this file.

DO $$
DECLARE
  role text := current_setting('answerable.role');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role);
  EXECUTE format(
    'GRANT SELECT ON migrations, stored_events, commands, ledger_entries, ledger_marks,'
    ' ledger_schemas, ledger_tiles, ledger_pages, ledger_checkpoints TO %I', role);
END $$;
