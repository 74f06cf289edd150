"""Numbered steps from one shape of the database to the next; a step that was released never changes."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE journal (id INTEGER PRIMARY KEY, received_ns INTEGER NOT NULL, row TEXT NOT NULL);
    CREATE INDEX journal_received ON journal (received_ns);
    CREATE TABLE incident (
        id TEXT NOT NULL, version INTEGER NOT NULL, reason TEXT NOT NULL, retracted INTEGER NOT NULL,
        started_at TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (id, version)
    ) WITHOUT ROWID;
    CREATE TABLE mark (path TEXT PRIMARY KEY, inode INTEGER NOT NULL, offset INTEGER NOT NULL, tail BLOB NOT NULL)
        WITHOUT ROWID;
    """,
    """
    CREATE TABLE call (
        id INTEGER PRIMARY KEY, at_ns INTEGER NOT NULL, task TEXT NOT NULL, model TEXT NOT NULL, outcome TEXT NOT NULL,
        row TEXT NOT NULL
    );
    CREATE INDEX call_at ON call (at_ns);
    """,
    """
    CREATE TABLE run (job TEXT PRIMARY KEY, due_ns INTEGER NOT NULL) WITHOUT ROWID;
    """,
    """
    CREATE TABLE closing (id TEXT PRIMARY KEY, at_ns INTEGER NOT NULL, why TEXT NOT NULL, losses INTEGER NOT NULL)
        WITHOUT ROWID;
    """,
    """
    CREATE TABLE loss (mark TEXT PRIMARY KEY, incident TEXT NOT NULL) WITHOUT ROWID;
    """,
)
