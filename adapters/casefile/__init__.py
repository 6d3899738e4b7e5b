"""Files for auditors, in the bytes of docs/ledger-format.md."""
