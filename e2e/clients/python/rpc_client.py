"""RPC: asks for each argument, first over a reply queue of its own, then over direct reply-to."""
import os
import sys
import uuid

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))


class Fibonacci:
    def __init__(self, reply_to):
        self.channel = connection.channel()
        self.reply_to = reply_to or self.channel.queue_declare("", exclusive=True).method.queue
        self.answers = {}
        self.channel.basic_consume(self.reply_to, self.on_answer, auto_ack=True)

    def on_answer(self, channel, method, properties, body):
        self.answers[properties.correlation_id] = int(body)

    def ask(self, n):
        asked = str(uuid.uuid4())
        properties = pika.BasicProperties(reply_to=self.reply_to, correlation_id=asked)
        self.channel.basic_publish("", "fibonacci", str(n), properties)
        while asked not in self.answers:
            connection.process_data_events(time_limit=1)
        return self.answers.pop(asked)


for name, reply_to in (("queue", None), ("direct", "amq.rabbitmq.reply-to")):
    rpc = Fibonacci(reply_to)
    for word in sys.argv[1:]:
        print(f"{name}: fibonacci({word}) = {rpc.ask(int(word))}")
connection.close()
