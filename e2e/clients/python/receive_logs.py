"""Publish/subscribe: a queue of its own, named by the server, gone with the connection."""
import os
import signal

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.exchange_declare(exchange="logs", exchange_type="fanout")
queue = channel.queue_declare(queue="", exclusive=True).method.queue
print(f"named by the server: {queue.startswith('amq.gen-')}")
channel.queue_bind(exchange="logs", queue=queue)


def on_message(channel, method, properties, body):
    print(f"{method.exchange}: {body.decode()}", flush=True)


channel.basic_consume(queue=queue, on_message_callback=on_message, auto_ack=True)
signal.signal(
    signal.SIGINT, lambda *_: connection.add_callback_threadsafe(channel.stop_consuming)
)
print("waiting", flush=True)
channel.start_consuming()
connection.close()
print("closed")
