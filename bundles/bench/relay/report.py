"""The table of a run, in Markdown, and its place on a page."""
import datetime
from statistics import median


def one_line(turn):
    return (f"{turn['server']} took {turn['accepted_per_second']:,.0f}/s, relayed {turn['relayed_per_second']:,.0f}/s, "
            f"{turn['cpu_per_1000']:.2f} CPU s per 1000, others used {turn['others_share']:.0%} of the machine")


def spread(turns, key, form):
    """Minimum, median, maximum."""
    values = [turn[key] for turn in turns]
    return f"{median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def page(result):
    turns, facts, options = result["turns"], result["machine"], result["options"]
    modes = list(dict.fromkeys(turn["mode"] for turn in turns))
    names = list(result["servers"])
    reference = names[-1]
    others = [turn["others_share"] for turn in turns]
    loads = [turn["load_average_before"] for turn in turns]
    lines = [
        f"{datetime.date.today()}: {', '.join(dict.fromkeys(result['servers'].values()))}; {facts['java']}; {facts['processors']} × "
        f"{facts['model']}, shared by source, server and sink; Linux {facts['kernel']}, both spools on one {facts['filesystem']}.",
        f"{options['mails']:,} mails of {options['bytes']:,} bytes a turn over {options['sessions']} sessions, "
        f"{options['rounds']} turns each, in alternation; median (minimum–maximum).",
        f"Load average before the turns {min(loads):.1f}–{max(loads):.1f}; processes that are no part of it used "
        f"{min(others):.0%}–{max(others):.0%} of the machine meanwhile" + provisional(max(others)) + ".",
        "",
    ]
    rows = [["", "taken/s", "relayed/s", f"relayed, × {reference}", "CPU s per 1000 mails", "changes per force", "forces per mail"]]
    for mode in modes:
        base = median(turn["relayed_per_second"] for turn in turns if (turn["server"], turn["mode"]) == (reference, mode))
        for name in names:
            mine = [turn for turn in turns if (turn["server"], turn["mode"]) == (name, mode)]
            counted = "changes_per_force" in mine[0]
            rows.append([
                f"{name}, {mode}",
                spread(mine, "accepted_per_second", ",.0f"),
                spread(mine, "relayed_per_second", ",.0f"),
                f"{median(turn['relayed_per_second'] for turn in mine) / base:.2f}",
                spread(mine, "cpu_per_1000", ".2f"),
                f"{median(turn['changes_per_force'] for turn in mine):.1f}" if counted else "–",
                f"{median(turn['forces_per_mail'] for turn in mine):.2f}" if counted else "–",
            ])
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def provisional(share):
    return ": **provisional**, a rerun on a quiet machine is due" if share > 0.1 else ""

