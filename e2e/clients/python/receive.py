"""Hello: prints what arrives until Ctrl-C."""
import os
import signal

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.queue_declare(queue="hello", durable=True)


def on_message(channel, method, properties, body):
    print(f"received {body.decode()}", flush=True)


signal.signal(
    signal.SIGINT, lambda *_: connection.add_callback_threadsafe(channel.stop_consuming)
)
print("waiting", flush=True)
channel.basic_consume(queue="hello", on_message_callback=on_message, auto_ack=True)
channel.start_consuming()
connection.close()
print("closed")
