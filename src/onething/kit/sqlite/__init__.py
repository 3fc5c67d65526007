"""SQLite as a Django database, with a queue before its one writer."""
