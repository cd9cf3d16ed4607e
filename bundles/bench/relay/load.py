"""One turn: a number of mails from smtp-source through a server into smtp-sink, timed until the sink has counted them all."""
import os
import re
import subprocess
import time

from relay import machine
from relay.servers import Fault, free_port, program

MODES = {"one mail a connection": [], "reused connections": ["-d"]}
POLL = 0.005
LONGEST_REST = 30
COUNT = re.compile(rb"mesg=(\d+)")


class Sink:
    """smtp-sink; it writes its counters into a file whenever a mail has come in whole."""

    def __init__(self, root):
        self.port = free_port()
        self.counters = root / "sink"

    def __enter__(self):
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        with open(self.counters, "wb") as output:
            self.process = subprocess.Popen([program("smtp-sink"), "-c", *user, "-m", "1000", f"127.0.0.1:{self.port}", "1000"],
                                            stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        self.file = open(self.counters, "rb", buffering=0)
        return self

    def __exit__(self, *_):
        self.file.close()
        self.process.terminate()
        self.process.wait(30)

    def count(self):
        size = os.fstat(self.file.fileno()).st_size
        counts = COUNT.findall(os.pread(self.file.fileno(), 200, max(0, size - 200)).rpartition(b"\r")[0])
        return int(counts[-1]) if counts else 0

    def cpu(self):
        return machine.cpu_seconds(self.process.pid)


class Load:
    def __init__(self, sessions, size, patience):
        self.sessions = sessions
        self.size = size
        self.patience = patience

    def run(self, server, sink, mode, mails):
        busy_before = machine.rest(LONGEST_REST)
        batches = server.batches()
        counted, busy, sink_cpu, load = sink.count(), machine.busy_seconds(), sink.cpu(), machine.load_average()
        cpu = server.cpu()
        begun = time.monotonic()
        end = begun + self.patience
        accepted, source_cpu = self.send(server, mode, mails, end)
        while sink.count() - counted < mails:
            self.check(server, end, lambda: f"the sink has {sink.count() - counted} of {mails} mails")
        relayed = time.monotonic()
        busy = machine.busy_seconds() - busy
        cpu_then = server.cpu()
        while server.left():
            self.check(server, end, lambda: f"{server.left()} mails are left in its queue")
        cpu_after = server.cpu()
        ours = (cpu_then - cpu) + source_cpu + (sink.cpu() - sink_cpu)
        turn = {
            "server": server.name,
            "mode": mode,
            "mails": mails,
            "accepted_per_second": mails / (accepted - begun),
            "relayed_per_second": mails / (relayed - begun),
            "cpu_per_1000": (cpu_after - cpu) * 1000 / mails,
            "load_average_before": load,
            "busy_before": busy_before,
            "others_share": max(0.0, (busy - ours) / ((relayed - begun) * os.cpu_count())),
        }
        if batches:
            after = server.batches()
            forces = after["forces"] - batches["forces"]
            turn["changes_per_force"] = (after["commits"] - batches["commits"]) / max(1, forces)
            turn["forces_per_mail"] = forces / mails
            turn["largest_batch_so_far"] = after["largest"]
        return turn

    def send(self, server, mode, mails, end):
        """Runs the source to its end: when every mail has its 250. Tells that moment, and what the source has cost."""
        command = [program("smtp-source"), *MODES[mode], "-s", str(self.sessions), "-m", str(mails), "-l", str(self.size),
                   "-f", "source@sender.test", "-t", "sink@receiver.test", f"127.0.0.1:{server.port}"]
        source = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        try:
            pid = 0
            while not pid:
                pid, status, usage = os.wait4(source.pid, os.WNOHANG)
                if not pid:
                    self.check(server, end, lambda: "the source is not through")
            source.returncode = os.waitstatus_to_exitcode(status)
            if source.returncode:
                raise Fault(f"{server.name}: smtp-source: {source.stderr.read(2000).decode(errors='replace').strip()}")
            return time.monotonic(), usage.ru_utime + usage.ru_stime
        finally:
            if source.returncode is None:
                source.kill()
                source.wait()
            source.stderr.close()

    def check(self, server, end, what):
        """A moment's rest, and an end to patience."""
        if server.process.poll() is not None:
            raise Fault(f"{server.name} has ended: {server.last_words()}")
        if time.monotonic() > end:
            raise Fault(f"{server.name}: not done in {self.patience} s: {what()}; {server.last_words()}")
        time.sleep(POLL)
