"""Sends tasks to the worker and prints what came of them."""
import os
import time
from datetime import datetime, timedelta, timezone

from celery import chain, group

from shop import app, charge, remind, total

patience_s = 30

print(f"total {total.delay([2, 3, 5]).get(timeout=patience_s)}")
print(charge.delay("ada", failures=2).get(timeout=patience_s))

refused = charge.delay("bob", failures=9)
try:
    refused.get(timeout=patience_s)
except ConnectionError as problem:
    print(f"{refused.state}: {problem}")

due = datetime.now(timezone.utc) + timedelta(seconds=1)
print(f"reminded {remind.apply_async(('cy', due.timestamp()), eta=due).get(timeout=patience_s)}")
soon = time.time() + 0.5
print(f"reminded {remind.apply_async(('di', soon), countdown=0.5).get(timeout=patience_s)}")

late = total.apply_async(([1],), countdown=60)
late.revoke()
expired = total.apply_async(([1],), expires=datetime.now(timezone.utc) - timedelta(seconds=1))
try:
    expired.get(timeout=patience_s)
except Exception as problem:
    print(f"{type(problem).__name__}: {problem}")

together = group(total.s([number, number]) for number in range(5))()
print(f"group {together.get(timeout=patience_s)}")
print(f"chain {chain(total.s([1, 2]), charge.si('eve', 0))().get(timeout=patience_s)}")

workers = app.control.inspect(timeout=patience_s, limit=1)
(answers,) = workers.ping().values()
print(f"ping {answers}")
(queues,) = workers.active_queues().values()
for queue in queues:
    print(f"consumes {queue['name']}, durable {queue['durable']}, arguments {queue['queue_arguments']}")
(tasks,) = workers.registered().values()
print(f"registered {sorted(tasks)}")
with app.connection_for_read() as connection:
    channel = connection.channel()
    declared = channel.queue_declare("shop", passive=True)
    print(f"{declared.message_count} ready, {declared.consumer_count} consumers")
print(f"queue type {os.environ.get('QUEUE_TYPE', 'classic')}")
