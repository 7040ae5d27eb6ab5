"""Routing and topics: `emit_log_routed.py direct error "disk full" info "all well"`."""
import os
import sys

import pika

kind, *words = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.exchange_declare(exchange=f"{kind}_logs", exchange_type=kind, durable=True)
for key, line in zip(words[::2], words[1::2]):
    channel.basic_publish(exchange=f"{kind}_logs", routing_key=key, body=line)
    print(f"sent {key}: {line}")
connection.close()
