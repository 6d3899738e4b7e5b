-- Whoever seals: reads the log and adds to its ledger. What was sealed it cannot take back: it may
-- write anew the hashes of what still grows, and a note that more have signed, and nothing else.
-- Once the log was made: SET search_path = tenant; SET answerable.role = 'name'; then this file.

DO $$
DECLARE
  role text := current_setting('answerable.role');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role);
  EXECUTE format('GRANT SELECT ON migrations, stored_events, commands TO %I', role);
  EXECUTE format(
    'GRANT SELECT, INSERT ON ledger_entries, ledger_marks, ledger_schemas, ledger_tiles,'
    ' ledger_pages, ledger_checkpoints TO %I', role);
  EXECUTE format('GRANT UPDATE (hashes) ON ledger_tiles TO %I', role);
  EXECUTE format('GRANT UPDATE (page) ON ledger_pages TO %I', role);
  EXECUTE format('GRANT UPDATE (note) ON ledger_checkpoints TO %I', role);
END $$;
