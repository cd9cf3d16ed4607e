"""What the commands share that write tables onto pages: bounded arguments, and the markers between which a table stands."""
import argparse

from relay.servers import Fault


def bounded(least, most):
    def number(text):
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{value} is not {least}–{most}")
        return value
    return number


def markers(name):
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def check_markers(path, name):
    begin, end = markers(name)
    text = path.read_text() if path.exists() else ""
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise Fault(f"{path}: needs one line {begin} and behind it one line {end}")


def write(path, name, table):
    begin, end = markers(name)
    before, _, rest = path.read_text().partition(begin)
    path.write_text(before + begin + "\n" + table + "\n" + end + rest.partition(end)[2])
