"""A message's ways: confirm, return, rejection, dead letter, expiry, priority, transaction, cancellation."""
import os

import pika
from pika.exceptions import NackError, UnroutableError

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()


def take(queue):
    method, properties, body = channel.basic_get(queue, auto_ack=True)
    if method is None:
        return None
    return method, properties, body.decode()


def await_in(queue):
    while (message := take(queue)) is None:
        connection.sleep(0.05)
    return message


def deaths(properties):
    """The history of a dead letter without its times."""
    return [
        {name: value for name, value in sorted(death.items()) if name != "time"}
        for death in properties.headers["x-death"]
    ]


channel.exchange_declare("graveyard", "fanout", durable=True)
channel.queue_declare("dead", durable=True)
channel.queue_bind("dead", "graveyard")
channel.queue_declare(
    "work.orders",
    durable=True,
    arguments={"x-dead-letter-exchange": "graveyard", "x-max-length": 3, "x-overflow": "reject-publish"},
)

confirmed = connection.channel()
confirmed.confirm_delivery()
for number in range(5):
    try:
        confirmed.basic_publish("", "work.orders", f"order {number}", mandatory=True)
        print(f"order {number} confirmed")
    except NackError:
        print(f"order {number} refused")
try:
    confirmed.basic_publish("", "nobody", "lost", mandatory=True)
except UnroutableError as problem:
    returned = problem.messages[0]
    print(
        f"returned {returned.body.decode()}: {returned.method.reply_code} "
        f"{returned.method.reply_text}, key {returned.method.routing_key}"
    )

method, _, body = channel.basic_get("work.orders")
print(f"got {body.decode()}, redelivered {method.redelivered}, {method.message_count} more")
channel.basic_nack(method.delivery_tag, requeue=True)
method, _, body = channel.basic_get("work.orders")
print(f"got {body.decode()}, redelivered {method.redelivered}, {method.message_count} more")
channel.basic_reject(method.delivery_tag, requeue=False)
_, properties, body = await_in("dead")
print(f"dead: {body} {deaths(properties)}")
print({name: value for name, value in sorted(properties.headers.items()) if name != "x-death"})

channel.queue_declare(
    "short",
    durable=True,
    arguments={"x-message-ttl": 50, "x-dead-letter-exchange": "", "x-dead-letter-routing-key": "dead"},
)
confirmed.basic_publish(
    "", "short", "late", pika.BasicProperties(headers={"customer": 7, "tags": ["a", "b"]}, expiration="20")
)
expired = await_in("dead")
print(f"expired: {expired[2]} {deaths(expired[1])}, expiration {expired[1].expiration}")
print(f"kept: {expired[1].headers['customer']} {expired[1].headers['tags']}")

channel.queue_declare("ranked", durable=True, arguments={"x-max-priority": 5})
for priority in (1, 5, None, 3, 9):
    confirmed.basic_publish("", "ranked", f"priority {priority}", pika.BasicProperties(priority=priority))
while (message := take("ranked")) is not None:
    print(message[2])

transaction = connection.channel()
transaction.tx_select()
transaction.basic_publish("", "ranked", "rolled back")
transaction.tx_rollback()
transaction.basic_publish("", "ranked", "committed")
print(f"before the commit: {take('ranked')}")
transaction.tx_commit()
print(f"after the commit: {take('ranked')[2]}")

channel.exchange_declare("matching", "headers", durable=True)
for match in ("all", "any"):
    channel.queue_declare(f"match.{match}", durable=True)
    channel.queue_bind(
        f"match.{match}", "matching", arguments={"x-match": match, "size": "large", "colour": "red"}
    )
for headers in ({"size": "large"}, {"size": "large", "colour": "red"}, {"size": "small"}):
    confirmed.basic_publish("matching", "", repr(headers), pika.BasicProperties(headers=headers))
for match in ("all", "any"):
    while (message := take(f"match.{match}")) is not None:
        print(f"{match}: {message[2]}")

everything = pika.BasicProperties(
    content_type="text/plain",
    content_encoding="utf-8",
    headers={
        "text": "größe",
        "number": 9007199254740993,
        "negative": -7,
        "yes": True,
        "nothing": None,
        "nested": {"list": [1, "two", False, {"deep": "er"}]},
    },
    delivery_mode=2,
    priority=4,
    correlation_id="c-1",
    reply_to="answers",
    expiration="60000",
    message_id="m-1",
    timestamp=1700000000,
    type="order.created",
    user_id="guest",
    app_id="shop",
)
confirmed.basic_publish("", "dead", "x" * 300_000, everything)
_, properties, body = take("dead")
print(f"{len(body)} bytes, all the same {set(body) == {'x'}}")
print(f"properties as sent: {properties == everything}")
print(properties.headers)

channel.queue_declare("watched", durable=True)
watcher = connection.channel()
cancelled = []
watcher.add_on_cancel_callback(lambda frame: cancelled.append(frame.method.NAME))
watcher.basic_consume("watched", lambda *message: None)
channel.queue_delete("watched")
while not cancelled:
    connection.process_data_events(time_limit=1)
print(f"cancelled by {cancelled[0]}")

print(f"purged {channel.queue_purge('work.orders').method.message_count}")
for queue in ("work.orders", "dead", "short", "ranked", "match.all", "match.any"):
    print(f"deleted {queue} with {channel.queue_delete(queue).method.message_count}")
connection.close()
