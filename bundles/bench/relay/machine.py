"""What the figures were measured on, and what processes cost, from /proc."""
import os
import platform
import shutil
import subprocess
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def facts(directory):
    return {
        "processors": os.cpu_count(),
        "model": next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                       if line.startswith("model name")), platform.machine()),
        "kernel": platform.release(),
        "filesystem": filesystem(directory),
        "java": java(),
    }


def java_command():
    home = os.environ.get("JAVA_HOME")
    command = f"{home}/bin/java" if home else shutil.which("java")
    if not command:
        raise FileNotFoundError("no java on the PATH; install Java 17 or later, or set JAVA_HOME")
    return command


def java():
    told = subprocess.run([java_command(), "-version"], capture_output=True, text=True, timeout=60, check=True).stderr
    return told.splitlines()[0]


def filesystem(directory):
    """The type of the file system that holds the directory: the longest mount point above it."""
    path = os.path.realpath(directory)
    best = ("", "unknown")
    for line in Path("/proc/self/mounts").read_text().splitlines():
        _, point, kind, *_ = line.split()
        if (path + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def memory():
    """Bytes of the machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def load_average():
    return os.getloadavg()[0]


def busy_seconds():
    """What all processors have worked since the machine started."""
    user, nice, system, idle, iowait, irq, softirq, *_ = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + irq + softirq) / TICK


def tree(root):
    """The process ids of a process and of all below it."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            fields = stat(int(entry))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry))
    found, left = [], [root]
    while left:
        pid = left.pop()
        found.append(pid)
        left += children.get(pid, [])
    return found


def cpu_seconds(root):
    """User and system time of a process, of those below it, and of those that it has waited for."""
    total = 0
    for pid in tree(root):
        fields = stat(pid)
        if fields:
            total += sum(map(int, fields[11:15]))
    return total / TICK


def stat(pid):
    """The fields of /proc/PID/stat behind the command's name; none when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
