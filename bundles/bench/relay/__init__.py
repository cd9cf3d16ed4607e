"""The parts of relay-bench: machine (what it runs on), servers (who is measured), load (a turn), report (the table), pages (where tables stand)."""
