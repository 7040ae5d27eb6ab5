"""Takes three tasks of `task_queue`, acknowledges each, and says what is left."""
import json
import os

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
declared = channel.queue_declare(queue="task_queue", durable=True)
print(f"{declared.method.message_count} ready, {declared.method.consumer_count} consumers")
channel.basic_qos(prefetch_count=1)
for method, properties, body in channel.consume("task_queue", inactivity_timeout=10):
    task = json.loads(body)
    print(
        f"{task['action']} {task['path']}: tag {method.delivery_tag}, "
        f"id {properties.message_id}, {properties.content_type}, mode {properties.delivery_mode}"
    )
    channel.basic_ack(method.delivery_tag)
    if task["id"] == 3:
        break
print(f"requeued {channel.cancel()}")
declared = channel.queue_declare(queue="task_queue", durable=True, passive=True)
print(f"{declared.method.message_count} ready, {declared.method.consumer_count} consumers")
connection.close()
