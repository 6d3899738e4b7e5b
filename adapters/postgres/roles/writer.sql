-- Whoever works at a desk: reads and adds to the log, changes nothing in it. Name the role:
--   psql -v role=complaints_writer -c 'SET search_path = tenant' -f writer.sql
SELECT current_schema() AS tenant \gset
GRANT USAGE ON SCHEMA :"tenant" TO :"role";
GRANT SELECT, INSERT ON stored_events, commands TO :"role";
GRANT SELECT ON migrations TO :"role";
