"""Tasks of a shop. QUEUE_TYPE=quorum keeps them in quorum queues; then delays are RabbitMQ's own."""
import os
import time

from celery import Celery
from celery.signals import worker_ready

app = Celery("shop", broker=os.environ["AMQP_URL"], backend="rpc://")
app.conf.update(
    worker_redirect_stdouts=False,
    worker_prefetch_multiplier=4,
    task_acks_late=True,
    task_default_queue="shop",
    task_default_queue_type=os.environ.get("QUEUE_TYPE", "classic"),
    broker_connection_retry_on_startup=False,
    broker_transport_options={"confirm_publish": True},
)


def say(line):
    print(line, flush=True)


@worker_ready.connect
def on_ready(**_):
    say("ready")


@app.task
def total(prices):
    say(f"total of {prices}")
    return sum(prices)


@app.task(bind=True, max_retries=3)
def charge(self, customer, failures):
    """Fails so many times before it works; waits a little longer each time."""
    attempt = self.request.retries
    say(f"charge {customer}, attempt {attempt}")
    if attempt < failures:
        raise self.retry(countdown=0.1 * 2**attempt, exc=ConnectionError(f"no bank for {customer}"))
    return f"{customer} charged at attempt {attempt}"


@app.task
def remind(customer, not_before):
    say(f"remind {customer}, early {time.time() < not_before}")
    return customer
