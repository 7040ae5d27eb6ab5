"""What a program is told when it asks for something it cannot have; each line is one question."""
import os

import pika
from pika.exceptions import AMQPConnectionError, ChannelClosedByBroker, ConnectionClosedByBroker

parameters = pika.URLParameters(os.environ["AMQP_URL"])
connection = pika.BlockingConnection(parameters)


def ask(question, work, opened=None):
    channel = (opened or connection).channel()
    try:
        work(channel)
        print(f"{question}: accepted")
    except (ChannelClosedByBroker, ConnectionClosedByBroker) as refusal:
        print(f"{question}: {refusal.reply_code} {refusal.reply_text}")
    if channel.is_open:
        channel.close()


def wait(channel):
    """Asks something, so that an error that came meanwhile is seen."""
    channel.queue_declare("orders", passive=True)


setup = connection.channel()
setup.queue_declare("orders", durable=True, arguments={"x-max-length": 10})
setup.exchange_declare("shop", "direct", durable=True)

ask("missing queue", lambda channel: channel.queue_declare("nowhere", passive=True))
ask("missing exchange", lambda channel: channel.exchange_declare("nowhere", passive=True))
ask("other durability", lambda channel: channel.queue_declare("orders", exclusive=True))
ask("other argument", lambda channel: channel.queue_declare("orders", durable=True))
ask(
    "other value",
    lambda channel: channel.queue_declare("orders", durable=True, arguments={"x-max-length": 11}),
)
ask("other type", lambda channel: channel.exchange_declare("shop", "topic", durable=True))
ask("unknown type", lambda channel: channel.exchange_declare("odd", "x-unknown"))
ask("reserved name", lambda channel: channel.queue_declare("amq.mine", durable=True))
ask("reserved exchange", lambda channel: channel.exchange_declare("amq.mine", "fanout"))
ask("transient queue", lambda channel: channel.queue_declare("passing"))
ask(
    "bad argument",
    lambda channel: channel.queue_declare("bad", durable=True, arguments={"x-message-ttl": -1}),
)
ask(
    "bad queue type",
    lambda channel: channel.queue_declare("bad", durable=True, arguments={"x-queue-type": "odd"}),
)
ask(
    "quorum queue, not durable",
    lambda channel: channel.queue_declare("bad", arguments={"x-queue-type": "quorum"}),
)
ask("bind to nothing", lambda channel: channel.queue_bind("orders", "nowhere", "key"))
ask("bind nothing", lambda channel: channel.queue_bind("nowhere", "shop", "key"))
ask("consume from nothing", lambda channel: channel.basic_consume("nowhere", print))
ask("get from nothing", lambda channel: channel.basic_get("nowhere"))
ask("purge of nothing", lambda channel: channel.queue_purge("nowhere"))
ask("delete of nothing", lambda channel: channel.queue_delete("nowhere"))
ask("delete of the default exchange", lambda channel: channel.exchange_delete(""))
ask("global prefetch", lambda channel: channel.basic_qos(prefetch_count=1, global_qos=True))


def publish_to_nothing(channel):
    channel.basic_publish("nowhere", "key", "lost")
    wait(channel)


def unknown_tag(channel):
    channel.basic_ack(99)
    wait(channel)


def exclusive_consumer(channel):
    channel.basic_consume("orders", print, exclusive=True)
    other = connection.channel()
    other.basic_consume("orders", print)


def bad_expiration(channel):
    channel.basic_publish("", "orders", "", pika.BasicProperties(expiration="soon"))
    wait(channel)


def delete_used(channel):
    channel.basic_publish("", "orders", "one")
    channel.queue_delete("orders", if_empty=True)


def other_user(channel):
    channel.confirm_delivery()
    channel.basic_publish("", "orders", "", pika.BasicProperties(user_id="somebody"))


def select_after_confirm(channel):
    channel.confirm_delivery()
    channel.tx_select()


ask("publish to nothing", publish_to_nothing)
ask("unknown delivery tag", unknown_tag)
ask("second consumer beside an exclusive one", exclusive_consumer)
ask("bad expiration", bad_expiration)
ask("delete if empty", delete_used)
ask("other user id", other_user)
ask("transaction with confirms", select_after_confirm)

other = pika.BlockingConnection(parameters)
connection.channel().queue_declare("mine", exclusive=True)
ask(
    "exclusive queue of another",
    lambda channel: channel.queue_declare("mine", exclusive=True),
    other,
)


def publish_to_internal(channel):
    channel.exchange_declare("inside", "fanout", internal=True)
    channel.basic_publish("inside", "key", "lost")
    wait(channel)


ask("publish to an internal exchange", publish_to_internal)
other.close()


def log_in(question, **change):
    changed = pika.URLParameters(os.environ["AMQP_URL"])
    for name, value in change.items():
        setattr(changed, name, value)
    try:
        pika.BlockingConnection(changed).close()
        print(f"{question}: accepted")
    except AMQPConnectionError as refusal:
        print(f"{question}: {type(refusal).__name__} {refusal}")


log_in("wrong password", credentials=pika.PlainCredentials("guest", "wrong"))
log_in("missing virtual host", virtual_host="nowhere")

setup.queue_delete("orders")
setup.exchange_delete("shop")
connection.close()
