"""The instance: started and stopped as an operator does, asked through its control socket, weighed from outside."""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from relay import machine
from relay.servers import Fault, free_port

LOOK = 0.01
TOTAL = re.compile(r"^Total\s+(\d+)\s+(\d+)", re.M)
PAUSE = re.compile(r"\[(\d+\.\d+)s\].*Pause (?!.*(?:Diagnostic|Heap Inspection)).* (\d+\.\d+)ms")


class Instance:
    def __init__(self, distribution, base, options):
        self.command = str(distribution.resolve() / "bin" / "grapnel")
        if not Path(self.command).exists():
            raise Fault(f"{self.command} is missing; build it with mvn -q -DskipTests package")
        self.base = base
        self.options = options
        self.port = free_port()
        self.http = free_port()
        self.pid = 0
        self.started = []  # processes below `grapnel start`: the daemon, as long as it has written no pid
        self.gc_log = base / "gc"
        jcmd = Path(machine.java_command()).resolve().parent / "jcmd"
        self.jcmd = str(jcmd) if jcmd.exists() else shutil.which("jcmd")
        if not self.jcmd:
            raise Fault("jcmd is missing; set JAVA_HOME to a JDK")

    def start(self, routes):
        """Tells the seconds to the first 220 and to the end of `grapnel start`, which waits until the instance is ready."""
        settings = [f"smtp.listen=127.0.0.1:{self.port}", f"http.listen=127.0.0.1:{self.http}", "hostname=grapnel.bench.test",
                    f"routes={routes}", *self.options.set]
        command = [self.command, "start", "--base", str(self.base)]
        for setting in settings:
            command += ["--set", setting]
        environment = dict(os.environ, GRAPNEL_JAVA_OPTS=f"{self.options.java_opts} -Xlog:gc:file={self.gc_log}-%p.log")
        begun = time.monotonic()
        starting = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                    stderr=subprocess.PIPE, start_new_session=True)
        greeted = 0
        while starting.poll() is None or not greeted:
            self.started = [pid for pid in machine.tree(starting.pid) if pid != starting.pid] or self.started
            if not greeted and self.greets():
                greeted = time.monotonic() - begun
            if time.monotonic() - begun > self.options.patience or starting.poll():
                starting.kill()
                raise Fault(f"it did not start: {starting.stderr.read(2000).decode(errors='replace').strip()}")
            time.sleep(LOOK)
        starting.stderr.close()
        self.pid = int((self.base / "data" / "grapnel.pid").read_text().split()[0])
        return greeted, time.monotonic() - begun

    def greets(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as peer:
                return peer.recv(4).startswith(b"220") and not peer.sendall(b"QUIT\r\n")
        except OSError:
            return False

    def ask(self, line, as_json=True):
        """One command over the control socket: what it says, and the seconds that it took there."""
        place = (self.base / "data" / "control.path").read_text().strip()
        request = json.dumps({"line": line, "json": as_json, "width": 120, "user": "queue-bench"}) + "\n"
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(self.options.patience)
            client.connect(place)
            begun = time.monotonic()
            client.sendall(request.encode())
            out = []
            for text in client.makefile("r", encoding="utf-8"):
                part = json.loads(text)
                out.append(part.get("out", ""))
                if "err" in part:
                    raise Fault(f"{line}: {part['err'].strip()}")
                if "status" in part:
                    return "".join(out), time.monotonic() - begun
        raise Fault(f"{line}: no answer")

    def execute(self, line):
        """The same as an operator types it: the seconds with the start of the client's Java."""
        begun = time.monotonic()
        done = subprocess.run([self.command, "exec", line, "--base", str(self.base)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, timeout=self.options.patience)
        if done.returncode:
            raise Fault(f"{line}: {done.stderr.decode(errors='replace').strip()}")
        return time.monotonic() - begun

    def live_bytes(self):
        """What is left of the heap after a collection."""
        told = subprocess.run([self.jcmd, str(self.pid), "GC.class_histogram"], capture_output=True, text=True,
                              timeout=self.options.patience)
        total = TOTAL.search(told.stdout)
        if not total:
            raise Fault(f"jcmd GC.class_histogram: {told.stderr.strip() or told.stdout[-500:]}")
        return int(total.group(2))

    def resident_bytes(self):
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise Fault("the instance has ended")

    def largest_heap(self):
        told = subprocess.run([self.jcmd, str(self.pid), "VM.flags"], capture_output=True, text=True, timeout=60)
        return int(re.search(r"MaxHeapSize=(\d+)", told.stdout).group(1))

    def cpu(self):
        return machine.cpu_seconds(self.pid)

    def pauses(self):
        """Milliseconds of each pause of the collector that nobody asked for, by the second since the start."""
        log = self.gc_log.with_name(f"gc-{self.pid}.log")  # the launcher writes one of its own
        text = log.read_text() if log.exists() else ""
        return [(float(at), float(took)) for at, took in PAUSE.findall(text)]

    def stop(self):
        begun = time.monotonic()
        subprocess.run([self.command, "stop", "--base", str(self.base)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                       timeout=self.options.patience, check=False)
        took = time.monotonic() - begun
        self.kill()
        return took

    def kill(self):
        """Only what this run has started, by its id."""
        for pid in [self.pid] if self.pid else self.started:
            if machine.stat(pid):
                os.kill(pid, signal.SIGKILL)
        self.pid, self.started = 0, []
