import type { Frame } from '#core/amqp/frame-reader.ts'
import { writeContentFrames, writeMethodFrame } from '#core/amqp/frame-writer.ts'
import { type FieldsOf, type Method, type MethodName, specOf } from '#core/amqp/methods.ts'
import { TraceReason } from '#core/model/trace.ts'
import { Assembler, MethodRefusal } from './assembler.ts'
import { ConfirmRun } from './confirm-run.ts'
import type { GuestConnection } from './connection.ts'
import type { GuestConsumer } from './consumer.ts'
import type { Content } from './content.ts'
import { dispatch } from './dispatch.ts'
import type { Letter } from './letters.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './room.ts'

const openTwice = "second 'channel.open' seen"

/** One channel of a guest: what it has said so far, and its side of the broker's channel. */
export class GuestChannel {
  readonly connection: GuestConnection
  readonly room: Room
  readonly number: number
  /** The broker's channel. */
  readonly id: number
  readonly consumers = new Map<string, GuestConsumer>()
  /** The broker's numbers of all consumers it ever had. */
  readonly consumersEver: number[] = []
  /** The queue declared last; '' before any. */
  lastQueue = ''
  /** Of the consumers started from now on. */
  prefetch = 0
  /** What it has published and not committed; null unless it is transactional. */
  uncommitted: Letter[] | null = null
  readonly confirms: ConfirmRun
  readonly #assembler: Assembler
  #isForgotten = false
  #state: 'starting' | 'open' | 'closing' = 'starting'

  constructor(connection: GuestConnection, number: number) {
    this.connection = connection
    this.room = connection.room
    this.number = number
    this.id = this.room.broker.openChannel(connection.brokerId)
    this.#assembler = new Assembler(this.room.limits, this.room.profile)
    this.room.channels.set(this.id, this)
    this.confirms = new ConfirmRun((ok, deliveryTag, multiple) => {
      if (ok) this.reply('basic.ack', { deliveryTag, multiple })
      else this.reply('basic.nack', { deliveryTag, multiple, requeue: false })
    })
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** Takes one frame. Throws `Refusal` for what the connection has to answer. */
  take(frame: Frame): void {
    const command = this.#assembler.take(frame)
    if (command === null) return
    const { name } = command.method
    if (this.#state === 'closing') {
      this.#takeClosing(name)
      return
    }
    try {
      if (name === 'channel.open') this.#open()
      else if (this.#state === 'starting') throw new Refusal(504, "expected 'channel.open'")
      else if (name === 'channel.close') this.#close()
      else dispatch(this, command)
    } catch (problem) {
      this.fail(problem, command.method)
    }
  }

  reply<Name extends MethodName>(name: Name, fields: FieldsOf<Name>): void {
    writeMethodFrame(this.connection.out(), this.number, name, fields)
  }

  /** The answer of a method that may want none. */
  answer<Name extends MethodName>(nowait: boolean, name: Name, fields: FieldsOf<Name>): void {
    if (!nowait) this.reply(name, fields)
  }

  /** A method with content. */
  tell<Name extends MethodName>(name: Name, fields: FieldsOf<Name>, content: Content): void {
    const out = this.connection.out()
    writeMethodFrame(out, this.number, name, fields)
    writeContentFrames(out, this.number, this.connection.frameMax, content)
  }

  /** The broker has closed it already. */
  failed(refusal: Refusal): void {
    if (this.#state === 'closing') return
    this.#sayClosed(refusal, null)
  }

  /** Its connection ends; the broker knows. */
  dropped(): void {
    this.#forget()
  }

  fail(problem: unknown, method: Method): void {
    if (!(problem instanceof Refusal)) throw problem
    if (problem.closesConnection) {
      if (problem.isNobodysMethod) throw problem
      throw new MethodRefusal(specOf(method.name), problem.code, problem.explanation)
    }
    this.room.broker.closeChannel(this.id, TraceReason.crash)
    this.#sayClosed(problem, method)
  }

  #sayClosed(refusal: Refusal, method: Method | null): void {
    const { code: replyCode, replyText, isNobodysMethod } = refusal
    const spec = method === null || isNobodysMethod ? null : specOf(method.name)
    this.confirms.flush()
    this.room.closures.add(this.connection, this.number, refusal)
    this.reply('channel.close', {
      replyCode,
      replyText,
      classId: spec?.classId ?? 0,
      methodId: spec?.methodId ?? 0,
    })
    this.#state = 'closing'
    this.#forget()
  }

  #open(): void {
    if (this.#state === 'open') throw new Refusal(504, openTwice)
    this.#state = 'open'
    this.reply('channel.open-ok', { reserved: '' })
  }

  #close(): void {
    this.room.broker.closeChannel(this.id, TraceReason.cancel)
    this.confirms.flush()
    this.reply('channel.close-ok', {})
    this.#forget()
    this.connection.forget(this)
  }

  /** Everything is ignored until both have said goodbye. */
  #takeClosing(name: MethodName): void {
    if (name === 'channel.open') throw new MethodRefusal(specOf(name), 504, openTwice)
    if (name === 'channel.close') this.reply('channel.close-ok', {})
    else if (name === 'channel.close-ok') this.connection.forget(this)
  }

  #forget(): void {
    if (this.#isForgotten) return
    this.#isForgotten = true
    const { actors, channels, consumers, letters } = this.room
    channels.delete(this.id)
    for (const { id, actor } of this.consumers.values()) {
      consumers.delete(id)
      actors.end(actor)
    }
    this.consumers.clear()
    for (const letter of this.uncommitted ?? []) letters.discard(letter)
    this.uncommitted = null
    this.connection.closed(this)
  }
}
