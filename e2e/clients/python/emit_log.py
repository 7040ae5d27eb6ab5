"""Publish/subscribe: sends each argument to everybody who listens."""
import os
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.exchange_declare(exchange="logs", exchange_type="fanout")
for line in sys.argv[1:]:
    channel.basic_publish(exchange="logs", routing_key="", body=line)
    print(f"sent {line}")
connection.close()
