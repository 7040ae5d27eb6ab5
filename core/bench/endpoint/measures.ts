/** What is timed on either broker, each by the same client: publish and confirm, consume and ack, and the way in between. */
import { ackBytes, ackTagAt, LeanClient, publishBytes } from './lean-client.ts'

export const bodyBytes = 100
const queue = 'bench'

export interface Rate {
  readonly perSecond: number
  readonly p99Ms: number
}

/** Publishes for so long with so many unconfirmed at most; a message's latency is from its write to its confirm. */
export async function publishAndConfirm(
  url: string,
  window: number,
  durationMs: number,
): Promise<Rate> {
  const client = await LeanClient.open(url)
  try {
    await client.openChannel(1)
    await client.declare(1, queue)
    const tookMs: number[] = []
    const beganMs = performance.now()
    await publish(client, window, () => performance.now() - beganMs < durationMs, tookMs)
    const perSecond = (tookMs.length / (performance.now() - beganMs)) * 1000
    await client.declare(1, queue)
    return { perSecond, p99Ms: percentile(tookMs, 0.99) }
  } finally {
    await client.close()
  }
}

/** Leaves so many messages in the queue and the connection open. */
export async function fill(client: LeanClient, count: number): Promise<void> {
  await client.openChannel(1)
  await client.declare(1, queue)
  let left = count
  await publish(client, 1000, () => left-- > 0, [])
  await client.closeChannel(1)
}

export async function purge(client: LeanClient): Promise<void> {
  await client.openChannel(1)
  await client.declare(1, queue)
}

/** Publishes while `more` says so, and resolves when everything is confirmed. */
async function publish(
  client: LeanClient,
  window: number,
  more: () => boolean,
  tookMs: number[],
): Promise<void> {
  await client.ask(1, 'confirm.select', { nowait: false })
  const one = publishBytes(1, queue, Buffer.alloc(bodyBytes, 'm'))
  const many = Buffer.concat(Array.from({ length: window }, () => one))
  const sentMs = new Float64Array(window)
  let sent = 0
  let confirmed = 0
  let isOver = false
  await new Promise<void>((resolve) => {
    const refill = () => {
      const nowMs = performance.now()
      const from = sent
      while (!isOver && sent - confirmed < window) {
        if (more()) sentMs[sent++ % window] = nowMs
        else isOver = true
      }
      if (sent > from) client.write(many.subarray(0, (sent - from) * one.length))
      if (isOver && confirmed === sent) resolve()
    }
    client.hearing = {
      // Confirms of one channel come in order, so one that is multiple ends where its tag does.
      confirmed: (tag, multiple) => {
        const nowMs = performance.now()
        const until = multiple ? tag : confirmed + 1
        for (; confirmed < until; confirmed++) tookMs.push(nowMs - sentMs[confirmed % window]!)
      },
      turn: refill,
    }
    refill()
  })
  client.hearing = {}
}

/** Empties a queue of so many messages, each acknowledged for itself; ends when the broker has the last ack. */
export async function consumeAndAck(url: string, count: number, prefetch: number): Promise<number> {
  const client = await LeanClient.open(url)
  try {
    await fill(client, count)
    await client.openChannel(2)
    const beganMs = performance.now()
    let taken = 0
    const all = new Promise<void>((resolve) => {
      client.hearing = acking(client, () => {
        if (++taken === count) setImmediate(resolve)
      })
    })
    await client.consume(2, queue, prefetch)
    await all
    const left = await client.ready(2, queue)
    if (left > 0) throw new Error(`${left} messages were left in the queue`)
    return (count / (performance.now() - beganMs)) * 1000
  } finally {
    await client.close()
  }
}

/** From the write of a publish to its arrival at a consumer, at a rate both brokers take easily. */
export async function endToEnd(
  url: string,
  perSecond: number,
  durationMs: number,
): Promise<{ readonly p50Ms: number; readonly p99Ms: number }> {
  const [publisher, consumer] = [await LeanClient.open(url), await LeanClient.open(url)]
  try {
    await publisher.openChannel(1)
    await publisher.declare(1, queue)
    await consumer.openChannel(2)
    const tookMs: number[] = []
    consumer.hearing = {
      ...acking(consumer, () => {}),
      body: (bytes, at) => tookMs.push(performance.now() - bytes.readDoubleBE(at)),
    }
    await consumer.consume(2, queue, 1000)
    const body = Buffer.alloc(bodyBytes)
    const beganMs = performance.now()
    let sent = 0
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const nowMs = performance.now()
        const due = ((nowMs - beganMs) * perSecond) / 1000
        for (; sent < due; sent++) {
          body.writeDoubleBE(performance.now(), 0)
          publisher.write(publishBytes(1, queue, body))
        }
        if (nowMs - beganMs < durationMs) return
        clearInterval(timer)
        resolve()
      }, 1)
    })
    await publisher.ready(1, queue)
    await consumer.cancel(2)
    return { p50Ms: percentile(tookMs, 0.5), p99Ms: percentile(tookMs, 0.99) }
  } finally {
    await publisher.close()
    await consumer.close()
  }
}

/** Answers every delivery on channel 2 with an ack of its own, those of one turn in one write. */
function acking(client: LeanClient, each: () => void) {
  const one = ackBytes(2)
  let acks = Buffer.alloc(one.length * 1024)
  let length = 0
  return {
    delivered: (_: number, tag: number) => {
      if (length === acks.length) acks = Buffer.concat([acks, Buffer.alloc(acks.length)])
      one.copy(acks, length)
      acks.writeUInt32BE(tag, length + ackTagAt)
      length += one.length
      each()
    },
    turn: () => {
      if (length === 0) return
      client.write(Buffer.from(acks.subarray(0, length)))
      length = 0
    },
  }
}

/** Orders the array. */
function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b)
  return values[Math.floor(values.length * share)] ?? Number.NaN
}
