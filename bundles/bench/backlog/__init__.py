"""The parts of queue-bench: spool (made for the run), instance (the server), mail (a mail meanwhile), watch (the minutes after), report (the table)."""
