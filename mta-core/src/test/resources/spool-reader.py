"""Lists the messages of a spool, one JSON line each: id, from, to, size of the mail and its CRC. Written from docs/spool-format.md alone."""

import json
import os
import re
import struct
import sys

HEADER = 512
RECORD = 48
BODY, META, REMOVE = 1, 2, 3
CLOSES, LAST = 1, 2

TABLE = []
for n in range(256):
    for _ in range(8):
        n = (n >> 1) ^ 0x82F63B78 if n & 1 else n >> 1
    TABLE.append(n)


def crc(data):
    value = 0xFFFFFFFF
    for byte in data:
        value = TABLE[(value ^ byte) & 0xFF] ^ (value >> 8)
    return value ^ 0xFFFFFFFF


def records(data, marker, start, end):
    """(offset, type, flags, forced, number, id, ref, payload or None, gap before it)"""
    at, gap = start, False
    while at + RECORD <= end:
        head = data[at : at + RECORD]
        found, check, kind, flags, _, length, sum_, forced, number, ident, ref = struct.unpack(">IIBBHIIIqqq", head)
        right = found == marker and check == crc(head[:4] + head[8:]) and at + RECORD + length <= end
        if not right:
            at, gap = at + 1, True
            continue
        payload = data[at + RECORD : at + RECORD + length]
        yield at, kind, flags, forced, number, ident, ref, payload if crc(payload) == sum_ else None, gap
        at, gap = at + RECORD + length, False


def end_of_last(data, marker):
    proven = HEADER
    for at, _, _, forced, _, _, _, _, _ in records(data, marker, HEADER, len(data)):
        if forced <= at:
            proven = max(proven, forced)
    end = proven
    for at, _, flags, _, _, _, _, payload, gap in records(data, marker, proven, len(data)):
        if gap or payload is None:
            break
        if flags & CLOSES:
            end = at + RECORD + len(payload)
    return end


def main(directory):
    segments, trims = [], {}
    for name in sorted(os.listdir(directory)):
        if not re.fullmatch(r"[0-9]{16}\.journal", name):
            continue
        with open(os.path.join(directory, name), "rb") as file:
            data = file.read()
        magic, version, marker, number, count = struct.unpack(">8sIIqI", data[:28])
        if magic != b"GRPNJRNL" or version != 1 or struct.unpack(">I", data[508:512])[0] != crc(data[:508]):
            sys.exit(name + ": not a segment")
        for i in range(count):
            trimmed, length = struct.unpack(">qq", data[28 + 16 * i : 44 + 16 * i])
            trims[trimmed] = length
        segments.append((number, marker, data))
    newest, bodies, ends = {}, {}, {}
    for number, marker, data in segments:
        if number in trims:
            end = min(trims[number], len(data))
        else:
            end = end_of_last(data, marker) if number == segments[-1][0] else len(data)
        for _, kind, flags, _, lsn, ident, ref, payload, _ in records(data, marker, HEADER, end):
            if payload is None:
                continue
            if kind == BODY:
                bodies.setdefault(ident, {})[ref] = payload
                if flags & LAST:
                    ends[ident] = ref
            elif lsn >= newest.get(ident, (-1,))[0]:
                newest[ident] = (lsn, kind, ref, payload)
    for ident in sorted(newest):
        _, kind, body, payload = newest[ident]
        chunks = bodies.get(body, {})
        if kind == REMOVE or body not in ends or any(i not in chunks for i in range(ends[body] + 1)):
            continue
        mail = b"".join(chunks[i] for i in range(ends[body] + 1))
        meta = json.loads(payload)
        print(json.dumps([ident, meta.get("from"), [r["address"] for r in meta.get("to", [])], len(mail), crc(mail)]))


main(sys.argv[1])
