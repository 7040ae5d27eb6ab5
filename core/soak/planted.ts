/**
 * Mistakes somebody could make, as one replacement of text each. None is in the product: they are made in a copy of the
 * engine, and the soak must notice. `file` is a path in core/engine; `find` stands in it exactly once.
 */
export interface PlantedBug {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly replace: string
}

const bug = (name: string, file: string, find: string, replace: string): PlantedBug => ({
  name,
  file,
  find,
  replace,
})

export const plantedBugs: readonly PlantedBug[] = [
  // Entering
  bug(
    'length limit one too high',
    'queue/limits.ts',
    'return queue.ready.count >= queue.lengthMax',
    'return queue.ready.count > queue.lengthMax',
  ),
  bug(
    'byte limit not looked at',
    'queue/limits.ts',
    ' || queue.readyBytes + sizeBytes > queue.bytesMax',
    '',
  ),
  bug(
    'drop-head stops at the length',
    'queue/limits.ts',
    'queue.ready.count > queue.lengthMax || queue.readyBytes > queue.bytesMax',
    'queue.ready.count > queue.lengthMax',
  ),
  bug(
    'drop-head after a return forgotten',
    'settle.ts',
    '    dropHeads(engine, queue)\n    dispatch',
    '    dispatch',
  ),
  bug(
    'a refused message is stored',
    'queue/enqueue.ts',
    '    refuse(engine, queue, messageId, envelope, mark, actor, history)\n    return false\n  }\n  const slot = write(engine, queue, messageId, envelope, mark, history)\n  const consumer = queue.ring.first()\n  const displaces = overflows',
    '    refuse(engine, queue, messageId, envelope, mark, actor, history)\n  }\n  const slot = write(engine, queue, messageId, envelope, mark, history)\n  const consumer = queue.ring.first()\n  const displaces = overflows',
  ),
  bug(
    'a refusal is confirmed',
    'publish.ts',
    'const ok = (result & PublishResult.refused) === 0',
    'const ok = true',
  ),
  bug(
    'a confirm is sent twice',
    'publish.ts',
    '  engine.sink.confirmed(channel.id, sequence, ok)',
    '  engine.sink.confirmed(channel.id, sequence, ok)\n  if (sequence % 50 === 0) engine.sink.confirmed(channel.id, sequence, ok)',
  ),
  bug(
    'the last queue of a fan-out is left out',
    'publish.ts',
    'for (const target of queues) {',
    'for (const target of queues.slice(0, Math.max(1, queues.length - 1))) {',
  ),
  bug(
    'mandatory is not returned',
    'publish.ts',
    'if (mandatory) engine.sink.returned',
    'if (!mandatory) engine.sink.returned',
  ),
  bug(
    'refused dead letter forgotten',
    'queue/enqueue.ts',
    '  engine.deadLetters.add(engine.pages, slot, reason)',
    '',
  ),
  bug(
    'ready bytes not counted',
    'queue/enqueue.ts',
    '  queue.ready.append(engine.pages, slot)\n  queue.readyBytes += envelopes.sizeBytes(envelope)',
    '  queue.ready.append(engine.pages, slot)',
  ),
  bug(
    'held publishes come in reverse',
    'alarm.ts',
    'for (const each of held) arrive',
    'for (const each of [...held].reverse()) arrive',
  ),
  bug(
    'an alarm ends when any is cleared',
    'alarm.ts',
    'engine.careful = alarms.isOn ||',
    'engine.careful = on ||',
  ),
  // Routing
  bug(
    'a star also matches nothing',
    'exchanges/topic.ts',
    '  if (node.star) match(node.star, words, at + 1, found)',
    '  if (node.star) match(node.star, words, at + 1, found)\n  if (node.star) match(node.star, words, at, found)',
  ),
  bug(
    'a hash needs a word',
    'exchanges/topic.ts',
    'for (let rest = at; rest <= words.length',
    'for (let rest = at + 1; rest <= words.length',
  ),
  bug(
    'any means all',
    'exchanges/headers.ts',
    'any ? criteria.some(holds)',
    'any ? criteria.every(holds)',
  ),
  bug(
    'x- headers always count',
    'exchanges/headers.ts',
    "(withX || !name.startsWith('x-'))",
    '(withX || name.length > 0)',
  ),
  bug(
    'CC keys do not route',
    'routing.ts',
    'return walk(topology, exchange, [key, ...routingKeys], template.headers)\n  }',
    'return walk(topology, exchange, [key], template.headers)\n  }',
  ),
  bug(
    'alternate exchange asked though something matched',
    'routing.ts',
    'found.named === before && exchange',
    'exchange',
  ),
  bug(
    'routes outlive an unbind',
    'topology.ts',
    '    this.epoch++\n    if (source.spec.autoDelete',
    '    if (source.spec.autoDelete',
  ),
  bug(
    'a new binding is seen late',
    'topology.ts',
    '    source.router.bind(destination, spec.key, spec.arguments)\n    this.epoch++',
    '    source.router.bind(destination, spec.key, spec.arguments)',
  ),
  // Delivering
  bug(
    'prefetch one too many',
    'queue/consumer.ts',
    'return this.unacked < this.limit',
    'return this.unacked <= this.limit',
  ),
  bug(
    'deliveries are not counted',
    'queue/dispatch.ts',
    'const attempt = countAttemptAt(words, at)',
    'const attempt = 1',
  ),
  bug(
    'newest first',
    'queue/ready-list.ts',
    '    else pages.setLink(this.tail, slot)\n    this.tail = slot',
    '    else { pages.setLink(slot, this.head); this.head = slot; this.count++; return }\n    this.tail = slot',
  ),
  bug(
    'auto-ack keeps the message',
    'queue/dispatch.ts',
    '    queue.acked++\n    forget(engine, slot)',
    '    queue.acked++',
  ),
  bug(
    'an expired head is delivered',
    'queue/dispatch.ts',
    '  if (queue.expires) expireHeads(engine, queue)\n  while (queue',
    '  while (queue',
  ),
  bug('the mark of a crash is lost', 'broker-view.ts', ' || this.engine.pages.isAgain(slot)', ''),
  bug(
    'basic.get ignores the head',
    'consume.ts',
    'queue.ready.count === 0 ? -1',
    'queue.ready.count <= 1 ? -1',
  ),
  bug(
    'basic.get does not watch the next head',
    'consume.ts',
    '  if (slot >= 0) expireHeads(engine, queue)\n',
    '',
  ),
  // Settling
  bug('an ack frees no credit', 'settle.ts', '  consumer.unacked--\n', ''),
  bug(
    'multiple leaves the named tag',
    'settle.ts',
    'const last = tag === 0 ? tags.lastTag : tag',
    'const last = tag === 0 ? tags.lastTag : tag - 1',
  ),
  bug(
    'a settled tag is taken again',
    'tag-ring.ts',
    '    slots[at] = hole\n    this.outstanding--\n    if (place === this.#head) this.#trim()',
    '    this.outstanding--\n    if (place === this.#head) this.#trim()',
  ),
  bug(
    'requeue goes to the tail',
    'settle.ts',
    'queue.ready.putBack(pages, slot)',
    'pages.setLink(slot, -1)\n  queue.ready.append(pages, slot)',
  ),
  bug(
    'requeue forgets the bytes',
    'settle.ts',
    '  queue.ready.putBack(pages, slot)\n  queue.readyBytes += engine.envelopes.sizeBytes(pages.envelope(slot))',
    '  queue.ready.putBack(pages, slot)',
  ),
  bug(
    'reject drops instead of dead-lettering',
    'settle.ts',
    'depart(engine, queue, slot, TraceReason.rejected, actor)',
    'forget(engine, slot)',
  ),
  bug(
    'a lost channel keeps its messages',
    'close-channel.ts',
    '  returnAll(engine, channel, reason)\n',
    '',
  ),
  bug(
    'the oldest unacked is not returned',
    'settle.ts',
    '    if (slot !== ghost) giveBack(engine, channel, slot, reason)',
    '    if (slot !== ghost && slot !== 0) giveBack(engine, channel, slot, reason)',
  ),
  bug(
    'nobody is served after a return',
    'settle.ts',
    '    dropHeads(engine, queue)\n    dispatch(engine, queue)',
    '    dropHeads(engine, queue)',
  ),
  bug(
    'history of an acked message stays',
    'settle.ts',
    '  if (isNotedAt(words, at)) unnote(engine, slot)\n',
    '',
  ),
  // Dying
  bug(
    'expiry a millisecond late',
    'queue/expiry.ts',
    'while (headUs <= engine.clock.nowUs)',
    'while (headUs + 1000 <= engine.clock.nowUs)',
  ),
  bug(
    'own expiration ignored',
    'queue/expiry.ts',
    'Math.min(ttlUsOf(engine, queue, slot), ownUs)',
    'ttlUsOf(engine, queue, slot)',
  ),
  bug(
    'the longer TTL wins',
    'queue/expiry.ts',
    'Math.min(ttlUsOf(engine, queue, slot), ownUs)',
    'Math.max(ttlUsOf(engine, queue, slot), ownUs)',
  ),
  bug(
    'a dead letter keeps its expiration',
    'templates.ts',
    'expirationMs: null',
    'expirationMs: row.template.expirationMs',
  ),
  bug(
    'dead letters go in circles',
    'death.ts',
    'if (death.queue === queue) return true',
    'if (death.queue === queue) return false',
  ),
  bug(
    'a reject does not break the circle',
    'death.ts',
    "    if (death.reason === 'rejected') return false\n",
    '',
  ),
  bug('deaths are not counted up', 'death.ts', 'count: known.count + 1', 'count: known.count'),
  bug(
    'a purge dead-letters',
    'queue/departure.ts',
    'drop(engine, queue, takeReady(engine, queue), TraceReason.purged, nobody)',
    'depart(engine, queue, takeReady(engine, queue), TraceReason.purged, nobody)',
  ),
  bug(
    'a deleted queue keeps what is unacked',
    'delete-queue.ts',
    '  if (queue.unacked > 0) dropUnacked(engine, queue)\n',
    '',
  ),
  bug(
    'an auto-delete queue stays',
    'delete-queue.ts',
    'queue.consumed && queue.consumers.length === 0',
    'queue.consumed && queue.consumers.length < 0',
  ),
  // Quorum queues
  bug(
    'a delivery limit one too high',
    'delivery-counts.ts',
    'failed(engine, slot)) > limit',
    'failed(engine, slot)) > limit + 1',
  ),
  bug(
    'a spent message comes back',
    'settle.ts',
    'if (isSpent(engine, queue.quorum.deliveryLimit, slot)) {',
    'if (isSpent(engine, queue.quorum.deliveryLimit, slot) && attempt > 9) {',
  ),
  bug(
    'a quorum limit lets one more in',
    'queue/quorum-limits.ts',
    'quorum.isOver(queue)) dropped',
    'quorum.isOver(queue) && queue.ready.count > queue.lengthMax + 1) dropped',
  ),
  bug(
    'a restart loses what a quorum queue keeps',
    'queue/quorum.ts',
    'keepsAll: true',
    'keepsAll: false',
  ),
  // Restarts, policies, streams
  bug(
    'a restart keeps transient messages',
    'restart.ts',
    '.template.persistent)',
    '.template.persistent && false)',
  ),
  bug('a restart loses persistent messages', 'restart.ts', '(!templates', '(templates'),
  bug(
    'a crash marks nothing',
    'restart.ts',
    "    if (stop === 'crash') pages.markAgain(slot)\n",
    '',
  ),
  bug(
    'the policy wins over the smaller argument',
    'policies.ts',
    'return first < second ? first : second',
    'return second',
  ),
  bug(
    'the lowest priority wins',
    'policies.ts',
    'b.spec.priority - a.spec.priority',
    'a.spec.priority - b.spec.priority',
  ),
  bug(
    'a new TTL reaches old messages',
    'queue/queue.ts',
    'this.formerTtls = isEmpty ? [] :',
    'this.formerTtls = true ? [] :',
  ),
  bug(
    'a stream skips an offset',
    'queue/streaming.ts',
    '      reading.offset++\n',
    '      reading.offset += 2\n',
  ),
  bug(
    'a stream gives twice',
    'queue/streaming.ts',
    'reading.slot = engine.pages.link(reading.slot)',
    'if (reading.offset % 7 !== 0) reading.slot = engine.pages.link(reading.slot)',
  ),
  bug(
    'retention takes the newest segment too',
    'queue/stream-log.ts',
    'this.segments.length < 2',
    'this.segments.length < 1',
  ),
  bug(
    'slow readers are not moved',
    'queue/streaming.ts',
    '    reading.slot = queue.ready.head\n',
    '',
  ),
  bug(
    'a stream consumer loses its credit',
    'settle.ts',
    "settlement === 'ack' || isRead(engine, slot)",
    "settlement === 'ack'",
  ),
]
