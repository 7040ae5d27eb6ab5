"""Routing and topics: `receive_logs_routed.py topic "kern.*" "*.critical"` prints what one of the keys asks for."""
import os
import signal
import sys

import pika

kind, *keys = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.exchange_declare(exchange=f"{kind}_logs", exchange_type=kind, durable=True)
queue = channel.queue_declare(queue="", exclusive=True).method.queue
for key in keys:
    channel.queue_bind(exchange=f"{kind}_logs", queue=queue, routing_key=key)


def on_message(channel, method, properties, body):
    print(f"{method.routing_key}: {body.decode()}", flush=True)


channel.basic_consume(queue=queue, on_message_callback=on_message, auto_ack=True)
signal.signal(
    signal.SIGINT, lambda *_: connection.add_callback_threadsafe(channel.stop_consuming)
)
print(f"waiting for {' '.join(keys)}", flush=True)
channel.start_consuming()
connection.close()
print("closed")
