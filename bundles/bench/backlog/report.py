"""The table of a run, in Markdown."""
import datetime
from statistics import median


def page(result):
    options, facts = result["options"], result["machine"]
    messages = options["messages"]
    start, stop = result["start"], result["stop"]
    ticks, weights, pauses = result["ticks"], result["weights"], result["pauses"]
    mega = 1e6
    lines = [
        f"{datetime.date.today()}: {facts['java']}, {options['java_opts'] or 'no options of its own'}: heap of at most "
        f"{result['largest_heap'] / 2**20:,.0f} MB; {facts['processors']} × {facts['model']}, {facts['memory'] / 2**30:.0f} GB; "
        f"Linux {facts['kernel']}, spool on {facts['filesystem']}.",
        f"{messages:,} mails of {options['size']:,} bytes to {options['domains']:,} domains ({result['spool_bytes'] / 1e9:.1f} GB, written in "
        f"{result['filled']:.0f} s); {options['overdue']} % due at the start, the others within {options['within']} minutes; every "
        f"destination {'refuses connections' if options['destination'] == 'refuses' else 'takes connections and says nothing'}.",
        f"Load average before {result['load']:.1f}; processes that are no part of it used "
        f"{median(t['others'] for t in ticks):.0%} of the machine (median).",
        "",
        "| | |",
        "| --- | --- |",
        f"| `grapnel start` to the first 220 | {start['greeted']:.1f} s |",
        f"| `grapnel start` to its end: ready | {start['ready']:.1f} s |",
        f"| processor time until then, all processors together | {start['cpu']:.1f} s |",
        f"| heap after a collection, just started | {start['live'] / mega:,.0f} MB, {start['live'] / messages:,.0f} bytes a message |",
        f"| resident memory, just started | {start['resident'] / mega:,.0f} MB |",
    ]
    for name, took in result["first_questions"].items():
        lines.append(f"| `{name}` right after the start, in the server | {took * 1000:,.0f} ms |")
    lines.append(f"| `bin/grapnel exec queue:summary`, with the start of the client | {result['executed'] * 1000:,.0f} ms |")
    lines.append(f"| `bin/grapnel exec help`, the same without a queue | {result['executed_nothing'] * 1000:,.0f} ms |")
    if ticks:
        for name in ticks[0]["questions"]:
            took = [tick["questions"][name] for tick in ticks if name in tick["questions"]]
            lines.append(f"| `{name}` during {options['minutes']} minutes of retries: median, worst | "
                         f"{median(took) * 1000:,.0f} ms, {max(took) * 1000:,.0f} ms |")
        delivered = [tick["delivered"] for tick in ticks]
        came = [seconds for seconds in delivered if seconds is not None]
        lines += [
            f"| a mail to elsewhere, from its 250 to its arrival: median, worst | "
            f"{median(came) * 1000:,.0f} ms, {max(came) * 1000:,.0f} ms{'' if len(came) == len(delivered) else ', and some never'} |",
            f"| the same, until its 250 | {median(t['taken'] for t in ticks) * 1000:,.0f} ms, {max(t['taken'] for t in ticks) * 1000:,.0f} ms |",
            f"| changes of the spool a second, mostly attempts: median, most | {median(t['attempts_per_second'] for t in ticks):,.0f}, "
            f"{max(t['attempts_per_second'] for t in ticks):,.0f} |",
            f"| processors used by the server: median, most | {median(t['cpu'] for t in ticks):.0%}, {max(t['cpu'] for t in ticks):.0%} |",
        ]
    for weight in weights:
        lines.append(f"| heap after a collection, {weight['second']:.0f} s later | {weight['live'] / mega:,.0f} MB, "
                     f"{weight['live'] / messages:,.0f} bytes a message; resident {weight['resident'] / mega:,.0f} MB |")
    lines += [
        f"| messages in the queue at the end | {result['left']:,} |",
        f"| pauses of the collector: number, median, worst | {len(pauses)}, {median(pauses) if pauses else 0:.0f} ms, "
        f"{max(pauses, default=0):.0f} ms |",
        f"| lines of the log at WARN or ERROR | {result['complaints']:,} |",
        f"| `grapnel stop` | {stop:.1f} s |",
    ]
    return "\n".join(lines)
