-- The ledger of the log: the list of its entries, the hashes of its tree, the map of heads, and the
-- checkpoints. Entries, marks, schemas and checkpoints are only ever added to.

CREATE TABLE ledger_entries (entry_index bigint PRIMARY KEY, entry bytea NOT NULL);
CREATE TABLE ledger_marks (entry_index bigint PRIMARY KEY);
CREATE TABLE ledger_schemas (
  type text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entry_index bigint NOT NULL,
  document bytea NOT NULL,
  PRIMARY KEY (type, version)
);
CREATE TABLE ledger_tiles (
  level bigint NOT NULL,
  number bigint NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (level, number)
);
CREATE TABLE ledger_pages (prefix text COLLATE "C" PRIMARY KEY, page bytea NOT NULL);
CREATE TABLE ledger_checkpoints (
  size bigint PRIMARY KEY,
  position bigint NOT NULL,
  note bytea NOT NULL
);
