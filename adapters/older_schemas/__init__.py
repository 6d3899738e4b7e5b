"""What events were made of by schema versions that have gone by, as they were sealed then."""
