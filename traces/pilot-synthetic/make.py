"""Turns the event log of pool.yaml, as JSON lines on the standard input, into a pilot's file."""

import datetime
import json
import sys

REASONS = {
    "askedForPerson": "asked",
    "outOfScope": "outOfScope",
    "consecutiveFailures": "failures",
    "totalFailures": "failures",
}
OUTCOMES = {"hungUp": "abandoned", "escalated": "escalated"}
FIRST_DAY = datetime.date(2026, 11, 2)

sessions = {}
for line in sys.stdin:
    event = json.loads(line)
    kind, contact = event["kind"][0].lower() + event["kind"][1:], event.get("contact")
    if kind == "sessionStarted":
        sessions[contact] = {"start": event["timeSeconds"], "turns": 0, "no": 0, "latencies": [], "back": "no"}
        continue
    session = sessions.get(contact)
    if session is None:
        continue
    if kind == "utteranceUnderstood":
        session["turns"] += 1
        session["no"] += not event["accepted"]
    elif kind == "promptStarted":
        session["latencies"].append(f"{event['latencySeconds']:.3f}")
    elif kind == "fallbackTriggered":
        session["reason"] = REASONS.get(event["trigger"], "other")
    elif kind == "sessionEnded":
        session["outcome"] = OUTCOMES.get(event["outcome"], "contained")
        session["turns"] += event["outcome"] == "hungUp"
        session["wrong"] = "yes" if event["wrongActions"] else "no"
        session["seconds"] = event["timeSeconds"] - session["start"]
    elif kind == "redialScheduled":
        session["back"] = "yes"

print("outcome,duration,turns,latencies,misunderstood,wrongAction,cameBack,reason,start")
ended = [one for one in sessions.values() if "outcome" in one]
for one in ended[:300]:
    day = FIRST_DAY + datetime.timedelta(days=int(one["start"] // 86400))
    print(
        one["outcome"], f"{one['seconds']:.3f}", one["turns"], " ".join(one["latencies"]), one["no"],
        one["wrong"], one["back"], one.get("reason", ""), day, sep=",",
    )
