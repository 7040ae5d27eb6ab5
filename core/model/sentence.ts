/** A record of the event log as one sentence, in pieces, so that a view can set names apart and link messages. */
import type { Command } from './command.ts'
import type { Mark, RunDescription } from './run.ts'
import type { FaultSpec } from './scenario.ts'
import { english } from './sentence-en.ts'
import type { Facts, Piece, Segment, Words } from './sentence-words.ts'
import { chinese } from './sentence-zh.ts'
import { none, type TraceEvent, TraceKind } from './trace.ts'

export type { Segment } from './sentence-words.ts'
export type Language = 'en' | 'zh'

/** What neighbouring records know about this one. */
export interface Surroundings {
  /** Marks of the run: a sentence about a person's change names it only with them. */
  readonly marks?: readonly Mark[]
  /** Queues a published message entered: the `enqueued` records that follow with the same message. */
  readonly routedTo?: readonly number[]
  /** From entering the queue to the ack. */
  readonly tookUs?: number
}

const words: Record<Language, Words> = { en: english, zh: chinese }

export function sentence(
  event: TraceEvent,
  run: RunDescription,
  language: Language,
  around: Surroundings = {},
): readonly Segment[] {
  return flatten(say(event, run, words[language], around))
}

/** The same, as plain text: `m4248 was delivered to worker-1, attempt 1.` */
export function sentenceText(
  event: TraceEvent,
  run: RunDescription,
  language: Language,
  around: Surroundings = {},
): string {
  return sentence(event, run, language, around).map(textOf).join('')
}

function textOf(segment: Segment): string {
  if ('text' in segment) return segment.text
  return 'name' in segment ? segment.name : `m${segment.message}`
}

function say(event: TraceEvent, run: RunDescription, say: Words, around: Surroundings): Piece {
  const facts = factsOf(event, run, say, around)
  switch (event.kind) {
    case TraceKind.published:
      return say.published(facts)
    case TraceKind.enqueued:
      return say.enqueued(facts)
    case TraceKind.delivered:
      return say.delivered(facts)
    case TraceKind.acked:
      return say.acked(facts)
    case TraceKind.requeued:
      return say.requeued(facts)
    case TraceKind.deadLettered:
      return say.deadLettered(facts)
    case TraceKind.dropped:
      return say.dropped(facts)
    case TraceKind.returned:
      return say.returned(facts)
    case TraceKind.unroutable:
      return say.unroutable(facts)
    case TraceKind.refused:
      return say.refused(facts)
    case TraceKind.confirmed:
      return say.confirmed(facts)
    case TraceKind.confirmNacked:
      return say.confirmNacked(facts)
    case TraceKind.crashed:
      return say.crashed(facts)
    case TraceKind.restarted:
      return say.restarted(facts)
    case TraceKind.ackTimeout:
      return say.ackTimeout(facts)
    case TraceKind.producerBlocked:
      return say.producerBlocked(facts)
    case TraceKind.producerUnblocked:
      return say.producerUnblocked(facts)
    case TraceKind.connectionLost:
      return say.connectionLost(facts)
    case TraceKind.consumerCancelled:
      return say.consumerCancelled(facts)
    case TraceKind.leaderElected:
      return say.leaderElected(facts)
    case TraceKind.faultBegan:
    case TraceKind.faultEnded:
      return faultPiece(event, run, say)
    case TraceKind.intervened:
      return changePiece(event, say, around.marks ?? [])
  }
}

function factsOf(event: TraceEvent, run: RunDescription, say: Words, around: Surroundings): Facts {
  const queue = (index: number): Segment => ({ name: run.queues[index] ?? '?', kind: 'queue' })
  return {
    message: { message: event.messageId },
    queue: event.queue === none ? { text: '' } : queue(event.queue),
    actor: event.actor === none ? null : actorSegment(event.actor, run),
    exchange: event.detail === none ? null : exchangeSegment(run.exchanges[event.detail], say),
    attempt: event.attempt,
    reason: event.reason,
    detail: event.detail,
    routedTo: around.routedTo?.map(queue) ?? null,
    tookUs: around.tookUs ?? null,
  }
}

function actorSegment(actor: number, { producers, consumers }: RunDescription): Segment {
  return actor < producers.length
    ? { name: producers[actor]!, kind: 'producer' }
    : { name: consumers[actor - producers.length] ?? '?', kind: 'consumer' }
}

function exchangeSegment(name: string | undefined, say: Words): Segment {
  return name === '' ? { text: say.defaultExchange } : { name: name ?? '?', kind: 'exchange' }
}

function faultPiece(event: TraceEvent, { scenario }: RunDescription, say: Words): Piece {
  const fault = scenario.faults[event.detail]
  if (fault === undefined) return ''
  const target = faultTarget(fault)
  return event.kind === TraceKind.faultBegan
    ? say.faultBegan(fault, target)
    : say.faultEnded(fault, target)
}

function faultTarget(fault: FaultSpec): Segment {
  if ('producer' in fault) return { name: fault.producer, kind: 'producer' }
  return 'consumer' in fault ? { name: fault.consumer, kind: 'consumer' } : { text: '' }
}

/** Commands and marks by a person are entered together, so the n-th command is the n-th such mark. */
function changePiece(event: TraceEvent, say: Words, marks: readonly Mark[]): Piece {
  const mark = marks.filter(({ by }) => by === 'you')[event.detail]
  if (mark?.command == null) return say.intervenedSomehow()
  const { command, before } = mark
  return say.intervened({ command, before, target: commandTarget(command, say) })
}

function commandTarget({ kind, target }: Command, say: Words): Segment {
  if (kind === 'message.publish') return exchangeSegment(target, say)
  if (kind === 'queue.purge' || kind === 'queue.browse') return { name: target, kind: 'queue' }
  return { name: target, kind: kind.startsWith('producer.') ? 'producer' : 'consumer' }
}

/** Joins neighbouring texts and leaves out empty ones. */
function flatten(piece: Piece): readonly Segment[] {
  const segments: Segment[] = []
  const add = (piece: Piece): void => {
    if (Array.isArray(piece)) for (const part of piece as readonly Piece[]) add(part)
    else if (typeof piece === 'string') addText(piece)
    else if ('text' in (piece as Segment)) addText((piece as { readonly text: string }).text)
    else segments.push(piece as Segment)
  }
  const addText = (text: string): void => {
    const last = segments.at(-1)
    if (text === '') return
    if (last !== undefined && 'text' in last)
      segments[segments.length - 1] = { text: last.text + text }
    else segments.push({ text })
  }
  add(piece)
  return segments
}
