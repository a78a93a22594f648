"""The only door to SQLite: connection, migrations, and the questions we ask."""
