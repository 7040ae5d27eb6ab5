"""RPC: answers with Fibonacci numbers."""
import os
import signal

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.queue_declare(queue="fibonacci", durable=True)


def fibonacci(n):
    before, here = 0, 1
    for _ in range(n):
        before, here = here, before + here
    return before


def on_request(channel, method, properties, body):
    n = int(body)
    print(f"asked for {n}", flush=True)
    channel.basic_publish(
        exchange="",
        routing_key=properties.reply_to,
        properties=pika.BasicProperties(correlation_id=properties.correlation_id),
        body=str(fibonacci(n)),
    )
    channel.basic_ack(delivery_tag=method.delivery_tag)


channel.basic_qos(prefetch_count=1)
channel.basic_consume(queue="fibonacci", on_message_callback=on_request)
signal.signal(
    signal.SIGINT, lambda *_: connection.add_callback_threadsafe(channel.stop_consuming)
)
print("waiting", flush=True)
channel.start_consuming()
connection.close()
print("closed")
