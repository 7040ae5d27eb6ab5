"""Work queues: sends each argument as a task that survives a restart; a dot is a tenth of a second of work."""
import os
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.queue_declare(queue="work", durable=True)
for task in sys.argv[1:]:
    channel.basic_publish(
        exchange="",
        routing_key="work",
        body=task,
        properties=pika.BasicProperties(delivery_mode=pika.DeliveryMode.Persistent),
    )
    print(f"sent {task}")
connection.close()
