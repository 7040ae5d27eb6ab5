"""Hello: sends one message."""
import os

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.queue_declare(queue="hello", durable=True)
channel.basic_publish(exchange="", routing_key="hello", body="Hello, world")
print("sent Hello, world")
connection.close()
