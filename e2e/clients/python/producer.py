"""Declares the durable `task_queue` and sends three persistent tasks as JSON."""
import json
import os

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.queue_declare(queue="task_queue", durable=True)
for number, action in enumerate(("resize", "convert", "archive"), start=1):
    task = json.dumps({"id": number, "action": action, "path": f"/images/{number}.png"})
    channel.basic_publish(
        exchange="",
        routing_key="task_queue",
        body=task,
        properties=pika.BasicProperties(
            content_type="application/json", delivery_mode=2, message_id=str(number)
        ),
    )
    print(f"sent {task}")
connection.close()
