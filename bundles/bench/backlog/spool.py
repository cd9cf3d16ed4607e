"""Makes the spool: through the store's own interface, with what a server would have written after attempts that failed."""
import subprocess
import time
from pathlib import Path

from relay.machine import java_command
from relay.servers import Fault

FILLER = "org.grapnel.mta.queue.SpoolFiller"


def fill(directory, options):
    """Tells the seconds that it took."""
    jar = Path(__file__).resolve().parents[1] / "target" / "bench.jar"
    if not jar.exists():
        raise Fault(f"{jar} is missing; build it with mvn -q -DskipTests package")
    command = [java_command(), "-Xmx512m", "-cp", str(jar), FILLER, str(directory), str(options.messages), str(options.domains),
               str(options.size), str(options.overdue), str(options.within * 60)]
    begun = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, timeout=options.patience)
    if done.returncode:
        raise Fault(f"the spool can't be made: {done.stderr.strip()[-2000:]}")
    return time.monotonic() - begun


def size(directory):
    return sum(file.stat().st_size for file in Path(directory).rglob("*") if file.is_file())
