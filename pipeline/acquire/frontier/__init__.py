"""What is known of every address and host: SQLite, one writer, each step one transaction."""
