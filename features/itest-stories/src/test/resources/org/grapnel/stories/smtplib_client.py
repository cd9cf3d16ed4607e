# Sends one mail with smtplib. Exit status 3 and "refused CODE" when the server refuses the authentication or the recipient.
import base64, hashlib, hmac, secrets, smtplib, ssl, sys

port, channel, mechanism, user, secret, subject, trust, certificate = sys.argv[1:]


def refused(code):
    print("refused", code)
    sys.exit(3)


def connected():
    if channel == "PLAIN":
        return smtplib.SMTP("127.0.0.1", int(port), local_hostname="py.test", timeout=15)
    context = ssl.create_default_context(cafile=trust)
    if certificate:
        context.load_cert_chain(certificate + ".pem", certificate + ".key")
    if channel == "IMPLICIT":
        return smtplib.SMTP_SSL("127.0.0.1", int(port), local_hostname="py.test", timeout=15, context=context)
    server = smtplib.SMTP("127.0.0.1", int(port), local_hostname="py.test", timeout=15)
    server.starttls(context=context)
    return server


def external():
    yield user


def oauthbearer():
    yield "n,a=%s,\x01auth=Bearer %s\x01\x01" % (user, secret)
    yield "\x01"  # RFC 7628 3.2.3: the answer to the reason of a failure


def scram_sha_256():  # RFC 5802 3
    bare = "n=%s,r=%s" % (user, secrets.token_urlsafe(18))
    first = yield "n,," + bare
    said = dict(part.split("=", 1) for part in first.split(","))
    assert said["r"].startswith(bare.split("r=", 1)[1]), first
    digest = lambda key, text: hmac.new(key, text.encode(), hashlib.sha256).digest()
    salted = hashlib.pbkdf2_hmac("sha256", secret.encode(), base64.b64decode(said["s"]), int(said["i"]))
    final = "c=biws,r=" + said["r"]
    text = bare + "," + first + "," + final
    key = digest(salted, "Client Key")
    signature = digest(hashlib.sha256(key).digest(), text)
    proof = bytes(a ^ b for a, b in zip(key, signature))
    last = yield final + ",p=" + base64.b64encode(proof).decode()
    assert last == "v=" + base64.b64encode(digest(digest(salted, "Server Key"), text)).decode(), last
    yield ""


# what smtplib itself does not have
SAID_HERE = {"EXTERNAL": external, "OAUTHBEARER": oauthbearer, "SCRAM-SHA-256": scram_sha_256}


def authenticate(server):
    server.ehlo()
    if mechanism not in server.esmtp_features.get("auth", "").split():
        print(mechanism, "is not offered")
        sys.exit(4)
    if mechanism not in SAID_HERE:
        server.user, server.password = user, secret
        server.auth(mechanism, getattr(server, "auth_" + mechanism.lower().replace("-", "_")))
        return
    steps = SAID_HERE[mechanism]()
    encoded = lambda text: base64.b64encode(text.encode()).decode()
    code, reply = server.docmd("AUTH", mechanism + " " + encoded(next(steps)))
    while code == 334:
        code, reply = server.docmd(encoded(steps.send(base64.b64decode(reply).decode())))
    if code != 235:
        refused(code)


with connected() as server:
    try:
        if mechanism:
            authenticate(server)
        server.sendmail("s@a.test", ["x@b.test"], "Subject: " + subject + "\r\n\r\nhello\r\n")
    except smtplib.SMTPAuthenticationError as e:
        refused(e.smtp_code)
    except smtplib.SMTPRecipientsRefused as e:
        refused(e.recipients["x@b.test"][0])
