"""Work queues: one task at a time, acknowledged when it is done."""
import os
import signal
import time

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
declared = channel.queue_declare(queue="work", durable=True)
print(f"declared {declared.method.queue}")


def on_message(channel, method, properties, body):
    task = body.decode()
    print(f"redelivered {method.redelivered}")
    print(f"received {task}", flush=True)
    time.sleep(task.count(".") / 10)
    print(f"done {task}", flush=True)
    channel.basic_ack(delivery_tag=method.delivery_tag)


channel.basic_qos(prefetch_count=1)
channel.basic_consume(queue="work", on_message_callback=on_message)
signal.signal(
    signal.SIGINT, lambda *_: connection.add_callback_threadsafe(channel.stop_consuming)
)
print("waiting", flush=True)
channel.start_consuming()
connection.close()
print("closed")
