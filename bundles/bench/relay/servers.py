"""Who is measured: an instance of Grapnel and one of Postfix, each with all it writes under the run's directory."""
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from relay import machine

START_LIMIT = 60


class Fault(Exception):
    """Something is missing or did not work; the text says what, and what mends it."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name, package="postfix"):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not path:
        raise Fault(f"{name} is not installed; install the package {package}")
    return path


class Server:
    """A process that listens on a loopback port of its own; `batches` tells commits and forces where the server counts them."""

    warm_up = 1_000_000  # mails; more than that change nothing
    longest_turn = 1_000_000  # mails; no more are needed for a steady figure

    def __init__(self, name, root):
        self.name = name
        self.directory = root / name.lower()
        self.port = free_port()
        self.process = None

    def launch(self, command, environment=None):
        with open(self.directory / "output", "wb") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                            env=environment, start_new_session=True)
        end = time.monotonic() + START_LIMIT
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise Fault(f"{self.name} did not start: {self.last_words()}")
            time.sleep(0.05)

    def ready(self):
        """It greets with 220."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as peer:
                return peer.recv(4).startswith(b"220") and not peer.sendall(b"QUIT\r\n")
        except OSError:
            return False

    def last_words(self):
        return (self.directory / "output").read_text(errors="replace")[-2000:].strip() or "it said nothing"

    def cpu(self):
        return machine.cpu_seconds(self.process.pid)

    def batches(self):
        return None

    def leader(self, pids):
        """Which of its processes ends the others."""
        return pids[0]

    def stop(self):
        """Asks, and after a while insists, by process id: only what this run has started."""
        if not self.process:
            return
        pids = machine.tree(self.process.pid) if self.process.poll() is None else []
        if pids:
            os.kill(self.leader(pids), signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            for pid in pids:
                if machine.stat(pid):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait(30)


class Grapnel(Server):
    def __init__(self, name, distribution, root, settings, java_opts):
        super().__init__(name, root)
        self.command = distribution.resolve() / "bin" / "grapnel"
        self.settings = settings
        self.environment = dict(os.environ, GRAPNEL_JAVA_OPTS=java_opts)
        if not self.command.exists():
            raise Fault(f"{self.command} is missing; build it with mvn -q -DskipTests package")

    def start(self, sink_port):
        (self.directory / "etc").mkdir(parents=True)
        settings = [f"smtp.listen=127.0.0.1:{self.port}", f"http.listen=127.0.0.1:{free_port()}", "hostname=grapnel.bench.test",
                    "spool.durability=each", f"routes=*=127.0.0.1:{sink_port}", *self.settings]
        command = [self.command, "daemon", "--base", self.directory]  # what `start` starts: no second log on a console
        for setting in settings:
            command += ["--set", setting]
        self.launch(command, self.environment)

    def ready(self):
        return super().ready() and self.control().returncode == 0  # the door for commands opens last

    def control(self):
        return subprocess.run([self.command, "exec", "spool:status", "--json", "--base", self.directory],
                              capture_output=True, text=True, timeout=60)

    def status(self):
        told = self.control()
        if told.returncode:
            raise Fault(f"{self.name}: spool:status failed: {told.stderr.strip()}")
        return json.loads(told.stdout)

    def batches(self):
        status = self.status()
        return {"commits": status["commits"], "forces": status["batches"], "largest": status["largestBatch"]}

    def left(self):
        return self.status()["messages"]

    def version(self):
        jars = sorted(self.command.parent.parent.glob("system/org/grapnel/mta-core/*/*.jar"))
        return f"Grapnel {jars[-1].parent.name}" if jars else "Grapnel"


class Postfix(Server):
    """Debian's Postfix with its default limits; it, too, answers 250 only after fsync of the mail's queue file."""

    warm_up = 2_000
    longest_turn = 5_000

    SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

    def __init__(self, root, settings):
        super().__init__("Postfix", root)
        self.settings = settings
        self.command = program("postfix")
        self.postconf = program("postconf")
        self.queue = self.directory / "queue"
        if os.geteuid():
            raise Fault("Postfix starts as root only; run as root, or measure Grapnel alone with --no-postfix")

    def start(self, sink_port):
        config, data = self.directory / "etc", self.directory / "data"
        for directory in (config, data, self.queue):
            directory.mkdir(parents=True)
        owner = pwd.getpwnam("postfix")
        os.chown(data, owner.pw_uid, owner.pw_gid)
        settings = {
            "compatibility_level": "3.6",
            "queue_directory": self.queue,
            "data_directory": data,
            "mail_owner": "postfix",
            "setgid_group": "postdrop",
            "myhostname": "postfix.bench.test",
            "mydestination": "",
            "alias_maps": "",
            "alias_database": "",
            "local_recipient_maps": "",
            "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4",
            "mynetworks": "127.0.0.0/8",
            "relayhost": f"[127.0.0.1]:{sink_port}",
            "smtp_dns_support_level": "disabled",  # as Grapnel's literal route asks no name server
            "smtp_host_lookup": "native",
            "maillog_file_prefixes": self.directory,
            "maillog_file": self.directory / "log",
            # Raised for fairness: these hold clients back on purpose, and this load is one client.
            "in_flow_delay": "0",
            "smtpd_client_connection_count_limit": "0",
        }
        settings.update(setting.split("=", 1) for setting in self.settings)
        (config / "main.cf").write_text("".join(f"{key} = {value}\n" for key, value in settings.items()))
        (config / "master.cf").write_text(self.SERVICES.format(port=self.port))
        self.launch([self.command, "-c", config, "start-fg"])

    def leader(self, pids):
        """The master; the script that started it waits for its end."""
        try:
            master = int((self.queue / "pid" / "master.pid").read_text())
        except (OSError, ValueError):
            return pids[0]
        return master if master in pids else pids[0]

    def last_words(self):
        log = self.directory / "log"
        return super().last_words() + (" / " + log.read_text(errors="replace")[-2000:] if log.exists() else "")

    def left(self):
        return sum(self.mails_in(queue) for queue in ("maildrop", "incoming", "active", "deferred"))

    def mails_in(self, queue):
        return sum(len(files) for _, _, files in os.walk(self.queue / queue))

    def version(self):
        told = subprocess.run([self.postconf, "-dh", "mail_version"], capture_output=True, text=True, timeout=60, check=True)
        return "Postfix " + told.stdout.strip()
