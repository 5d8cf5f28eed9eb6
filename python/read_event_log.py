"""Second reader of the event log, written from docs/event-log-format.md alone.

Usage: python3 read_event_log.py LOG    (prints events as JSON lines, then the chain head to stderr)
Needs Python 3.9 and, for compressed blocks, the shared library of zstd.
"""
import ctypes
import ctypes.util
import hashlib
import json
import os
import struct
import sys

FIELDS = {
    1: "RunStarted", 2: "RunEnded", 3: "ContactArrived", 4: "MenuEntered", 5: "MenuLeft",
    6: "ContactBlocked", 7: "ContactBalked", 8: "ContactQueued", 9: "ContactAnswered",
    10: "ContactAbandoned", 11: "ContactEnded", 12: "AfterContactWorkEnded",
    13: "RedialScheduled", 14: "AgentSignedIn", 15: "AgentSignedOut", 16: "StaffingChanged",
    17: "SessionStarted", 18: "SessionRefused", 19: "UtteranceUnderstood", 20: "PromptStarted",
    21: "FallbackTriggered", 22: "HandoffPackaged", 23: "SessionEnded",
}
CAUSES = ["first", "afterAbandonment", "afterUnresolved"]
TRIGGERS = ["consecutiveFailures", "totalFailures", "askedForPerson", "outOfScope", "turnLimit"]
OUTCOMES = ["resolved", "falselyContained", "escalated", "hungUp"]
U32 = 0xFFFFFFFF


class LogError(Exception):
    """The bytes are not what the format allows."""


def require(condition, what):
    if not condition:
        raise LogError(what)


CRC_TABLE = []
for _byte in range(256):
    _crc = _byte
    for _ in range(8):
        _crc = _crc >> 1 ^ (0x82F63B78 if _crc & 1 else 0)
    CRC_TABLE.append(_crc)


def crc32c(data):
    crc = U32
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ U32


def unpack_zstd(frame, length):
    library = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
    library.ZSTD_decompress.restype = ctypes.c_size_t
    room = ctypes.create_string_buffer(max(length, 1))
    count = library.ZSTD_decompress(
        room, ctypes.c_size_t(length), frame, ctypes.c_size_t(len(frame)))
    require(count == length, "a zstd frame of another size")
    return room.raw[:length]


class Rows:
    """Decodes the payload of one block."""

    def __init__(self, payload):
        (length,) = struct.unpack_from("<I", payload)
        require(4 + length <= len(payload), "the rows are longer than the payload")
        self.data, self.at = payload[4:4 + length], 0
        self.arena = payload[4 + length:]
        self.time, self.newest = 0, U32
        self.ordinals, self.priorities, self.answered = [0] * 32, [0] * 32, [0] * 1024

    def byte(self):
        require(self.at < len(self.data), "a row ends early")
        self.at += 1
        return self.data[self.at - 1]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                require(value < 1 << 64, "a varint is too long")
                return value
            shift += 7

    def zigzag(self):
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def contact(self, code=None):
        return (self.newest - (self.varint() if code is None else code)) & U32

    def agent(self, code=None):
        number = ((self.varint() if code is None else code) - 1) & U32
        return None if number == U32 else number

    def slot(self, agent):
        return (U32 if agent is None else agent) % 1024

    def arrival(self):
        flags = self.byte()
        extras = self.byte() if flags & 2 else 0
        kind = self.varint() if flags >> 3 == 31 else flags >> 3
        contact = (self.newest + 1 + (self.varint() if flags & 1 else 0)) & U32
        ordinal = self.ordinals[kind % 32] + (self.zigzag() if flags & 4 else 0)
        caller = self.varint() if extras & 1 else kind
        attempt = self.varint() if extras & 2 else 0
        cause = extras >> 2 & 3
        priority = self.priorities[kind % 32]
        if extras & 16:
            priority = (self.byte() ^ 0x80) - 0x80
        self.newest, self.priorities[kind % 32] = contact, priority
        if cause == 0:
            self.ordinals[kind % 32] = (ordinal + 1) & U32
        return {
            "contact": contact, "contactType": kind, "callerType": caller,
            "callerOrdinal": ordinal, "attempt": attempt, "cause": CAUSES[cause],
            "priority": priority}

    def ended(self):
        code = self.varint()
        agent = self.agent(code >> 2)
        contact = self.contact() if code & 2 else self.answered[self.slot(agent)]
        return {"contact": contact, "agent": agent, "durationRecorded": not code & 1}

    def fields(self, kind):
        if kind == 1:
            row = {"seed": self.varint(), "replication": self.varint(),
                   "behaviourVersion": self.varint()}
            offset, length = self.varint(), self.varint()
            self.description = json.loads(self.arena[offset:offset + length] or b"null")
            return row
        if kind == 2:
            return {"contacts": self.varint()}
        if kind == 3:
            return self.arrival()
        if kind == 5:
            code = self.varint()
            return {"contact": self.contact(code >> 1), "hungUp": bool(code & 1)}
        if kind == 11:
            return self.ended()
        if kind in (12, 15):
            return {"agent": self.agent()}
        if kind == 14:
            return {"agent": self.agent(), "group": self.varint()}
        if kind == 16:
            return {"group": self.varint(), "count": self.varint()}
        row = {"contact": self.contact()}
        if kind == 9:
            row["agent"] = self.agent()
            self.answered[self.slot(row["agent"])] = row["contact"]
        elif kind == 13:
            row.update(cause=CAUSES[self.byte()], delaySeconds=self.zigzag() / 1e9)
        elif kind in (17, 18):
            row["pool"] = self.varint()
        elif kind == 19:
            row["turn"] = self.varint()
            code = self.varint()
            row.update(right=bool(code & 2), accepted=bool(code & 1), score=code >> 2)
        elif kind == 20:
            row.update(turn=self.varint(), latencySeconds=self.zigzag() / 1e9)
        elif kind == 21:
            row["trigger"] = TRIGGERS[self.byte()]
        elif kind == 22:
            row["turns"] = self.varint()
        elif kind == 23:
            row.update(outcome=OUTCOMES[self.byte()], wrongActions=self.varint())
        return row

    def events(self):
        while self.at < len(self.data):
            head = self.byte()
            if head == 0xFF:
                self.time, self.newest = struct.unpack_from("<qI", self.data, self.at)
                self.at += 12
                continue
            length = (0, 3, 4, 6)[head >> 6]
            self.time += int.from_bytes(self.data[self.at:self.at + length], "little")
            self.at += length
            kind = head & 63
            require(kind in FIELDS, f"unknown kind {kind}")
            yield {"timeSeconds": self.time / 1e9, "kind": FIELDS[kind], **self.fields(kind)}


def read_segment(data, number, state):
    require(data[:8] == bytes.fromhex("8B54574C0D0A1A0A"), "not a segment")
    require(crc32c(data[:124]) == struct.unpack_from("<I", data, 124)[0], "damaged header")
    reader, _, required = struct.unpack_from("<HHI", data, 12)
    require(reader <= 1 and required == 0, "from a newer version")
    log_id = data[24:40]
    first, segment, schema_length = struct.unpack_from("<QII", data, 40)
    require(segment == number and first == state["next"], "segments do not fit together")
    require(data[56:88] == state["chain"], "the chain of segments is broken")
    at = 128 + schema_length
    require(hashlib.sha256(data[128:at]).digest() == data[88:120], "damaged schema")
    sealed = data[-8:] == bytes.fromhex("8B5457450D0A1A0A")
    end = struct.unpack_from("<Q", data, len(data) - 64)[0] if sealed else len(data)
    while at < end:
        head = data[at:at + 112]
        place = struct.pack("<IQ", number, at)
        require(crc32c(head[:108] + log_id + place) == struct.unpack_from("<I", head, 108)[0],
                f"damaged block header at {at}")
        codec, _, schema, stored, raw, count, sequence, low, high, _, batch, producer, check = (
            struct.unpack_from("<BBHIIIQqqQQII", head, 8))
        payload = data[at + 112:at + 112 + stored]
        require(crc32c(payload) == check, f"damaged payload at {at}")
        require(sequence == state["next"], "the sequence has a gap")
        if codec == 1:
            payload = unpack_zstd(payload, raw)
        content = struct.pack("<HIIQqqQI", schema, raw, count, sequence, low, high, batch, producer)
        chain = hashlib.sha256(
            state["chain"] + content + hashlib.sha256(payload).digest()).digest()
        require(chain == head[72:104], f"the hash chain is broken at {at}")
        events = list(Rows(payload).events())
        require(len(events) == count, "a block with another number of rows")
        yield from events
        state["chain"], state["next"] = chain, sequence + count
        at += 112 + stored
    state["complete"] = sealed and bool(struct.unpack_from("<I", data, len(data) - 28)[0] & 1)


def read_log(directory):
    """Yields the events of a log; returns (chain head, events, complete)."""
    names = sorted(n for n in os.listdir(directory) if n.startswith("seg-") and n.endswith(".twl"))
    require(names, "no event log")
    state = {"chain": bytes(32), "next": 0, "complete": False}
    for number, name in enumerate(names):
        require(name == f"seg-{number:010}.twl", "a segment is missing")
        with open(os.path.join(directory, name), "rb") as file:
            yield from read_segment(file.read(), number, state)
    return state


def main():
    reader = read_log(sys.argv[1])
    while True:
        try:
            print(json.dumps(next(reader), separators=(",", ":")))
        except StopIteration as end:
            state = end.value
            print(state["chain"].hex(), state["next"], state["complete"], file=sys.stderr)
            return


if __name__ == "__main__":
    main()
