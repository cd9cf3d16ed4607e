"""The minutes after the start: retries go on, an operator asks, a mail to somewhere else comes in and goes out."""
import json
import os
import re
import time

from backlog.mail import probe
from relay import machine

TICK = 10
WEIGHED_EVERY = 60

QUESTIONS = {
    "queue:summary": "queue:summary",
    "queue:list of one domain": "queue:list destination-7.test",
    "queue:list by sender": "queue:list --from 'bounce-77*' --limit 100",
}


def questions(instance):
    """Seconds of each command an operator would try; message:show takes the id that a list has shown."""
    took = {name: instance.ask(line)[1] for name, line in QUESTIONS.items()}
    shown = json.loads(instance.ask("queue:list --limit 1")[0])
    if shown:
        took["message:show"] = instance.ask(f"message:show {shown[0]['id']}")[1]
    return took


def attempts(instance):
    """Attempts so far that did not settle a message: each is one update of the spool."""
    return json.loads(instance.ask("spool:status")[0])["commits"]


def watch(instance, receiver, options, progress):
    begun = time.monotonic()
    end = begun + options.minutes * 60
    ticks, weights, weighed = [], [], begun
    before = (begun, instance.cpu(), attempts(instance), machine.busy_seconds())
    number = 0
    while time.monotonic() < end:
        number += 1
        time.sleep(max(0.0, min(begun + number * TICK, end) - time.monotonic()))
        now = (time.monotonic(), instance.cpu(), attempts(instance), machine.busy_seconds())
        seconds = now[0] - before[0]
        share = seconds * os.cpu_count()
        tick = {
            "second": now[0] - begun,
            "cpu": (now[1] - before[1]) / share,
            "others": max(0.0, (now[3] - before[3]) - (now[1] - before[1])) / share,
            "attempts_per_second": (now[2] - before[2]) / seconds,
            "questions": questions(instance),
        }
        tick["taken"], tick["delivered"] = probe(instance.port, receiver, options.elsewhere, f"tick {number}", options.patience)
        ticks.append(tick)
        if time.monotonic() - weighed >= WEIGHED_EVERY or time.monotonic() >= end:
            weighed = time.monotonic()
            weights.append({"second": weighed - begun, "live": instance.live_bytes(), "resident": instance.resident_bytes()})
            progress(f"{weights[-1]['second']:.0f} s: {weights[-1]['live'] / 1e6:,.0f} MB of heap are live, "
                     f"{tick['attempts_per_second']:,.0f} attempts/s, {tick['cpu']:.0%} of the processors, "
                     f"a mail took {shown(tick['delivered'])}")
        before = (time.monotonic(), instance.cpu(), attempts(instance), machine.busy_seconds())
    return ticks, weights


def shown(seconds):
    return "never" if seconds is None else f"{seconds * 1000:,.0f} ms"


def log_lines(instance, wanted):
    """Lines of the log that match: warnings and errors are what an operator would have to read."""
    pattern = re.compile(wanted)
    count = 0
    for file in sorted((instance.base / "log").glob("grapnel*.log")):
        with open(file, encoding="utf-8", errors="replace") as lines:
            count += sum(1 for line in lines if pattern.search(line))
    return count
