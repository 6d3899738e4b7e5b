"""The ledger: a Merkle log over the stored bytes of events, in the bytes of docs/ledger-format.md.

Pure: hashing, proofs and what to keep. Keys, signatures and storage come in through its ports.
"""
