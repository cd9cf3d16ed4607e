"""A mail sent while the backlog is worked on: how long from its 250 to its arrival at a server that takes mail."""
import smtplib
import socketserver
import threading
import time


class Receiver(socketserver.ThreadingTCPServer):
    """Takes every mail; remembers when a subject came."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        self.came = {}
        self.arrived = threading.Condition()
        super().__init__(("127.0.0.1", 0), Session)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def note(self, subject):
        with self.arrived:
            self.came[subject] = time.monotonic()
            self.arrived.notify_all()

    def wait(self, subject, patience):
        with self.arrived:
            self.arrived.wait_for(lambda: subject in self.came, patience)
            return self.came.get(subject)


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 receiver.bench.test")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say("354 go on")
                self.take()
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self):
        for line in self.rfile:
            if line == b".\r\n":
                break
            if line.startswith(b"Subject: "):
                self.server.note(line[9:].strip().decode())
        self.say("250 taken")

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


def probe(port, receiver, domain, subject, patience):
    """Seconds for the client until its 250, and from there to the arrival; the latter None when it did not come in time."""
    begun = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port, timeout=patience) as client:
        client.sendmail("probe@sender.test", [f"probe@{domain}"], f"Subject: {subject}\r\n\r\nmeanwhile\r\n")
        taken = time.monotonic()
    arrived = receiver.wait(subject, patience)
    return taken - begun, None if arrived is None else max(0.0, arrived - taken)
