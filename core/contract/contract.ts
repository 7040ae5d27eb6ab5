/**
 * Everything that crosses between the page and the session, in one list: a call is one line here and one handler in
 * `host/`. Every argument and every result is validated on both sides; a missing handler does not compile.
 * Frames (frame.ts) travel beside it as bytes.
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { failureCodes } from '#core/model/failure.ts'
import * as broker from './broker-shapes.ts'
import * as endpoint from './endpoint-shapes.ts'
import * as fidelity from './fidelity-shapes.ts'
import * as shape from './shapes.ts'

/** The closed set of errors, the same for every call. */
const errors = Object.fromEntries(
  failureCodes.map((code) => [code, { message: code, data: shape.failureDetail }]),
) as {
  [Code in (typeof failureCodes)[number]]: { message: string; data: typeof shape.failureDetail }
}

const call = oc.errors(errors)
const nothing = z.strictObject({})
const done = z.strictObject({})

export const contract = {
  app: {
    /** Name, version, shell ('desktop' | 'browser'), platform. */
    about: call.input(nothing).output(shape.about),
  },
  upload: {
    /** Texts over one call's limit arrive in parts, in order; the session keeps them until used. */
    append: call.input(shape.uploadPart).output(shape.uploadState),
  },
  scenario: {
    list: call.input(nothing).output(z.array(shape.scenarioEntry)),
    /** Text of a shipped or saved scenario. */
    read: call.input(shape.scenarioRef).output(shape.scenarioText),
    /** Parses without running: the canvas form, or every problem with its place. */
    check: call.input(shape.textSource).output(shape.checked),
    /** From the canvas back to text, keeping what the file already says where it can. */
    write: call.input(shape.writeRequest).output(z.strictObject({ text: z.string() })),
    save: call.input(shape.saveRequest).output(shape.scenarioEntry),
    remove: call.input(shape.scenarioRef).output(done),
    importDefinitions: call.input(shape.textSource).output(shape.imported),
  },
  simulation: {
    load: call.input(shape.loadRequest).output(shape.runDescription),
    describe: call.input(nothing).output(shape.runDescription.nullable()),
    run: call.input(nothing).output(done),
    pause: call.input(nothing).output(done),
    step: call.input(z.strictObject({ by: z.enum(['event', 'message']) })).output(done),
    speed: call.input(z.strictObject({ speed: shape.speed })).output(done),
    restart: call
      .input(z.strictObject({ seed: shape.seed.nullable() }))
      .output(shape.runDescription),
    /** To an earlier moment, or on to one, by running again with all that came in; it stands there. */
    rewind: call.input(shape.moment).output(shape.runDescription),
    /** Schedules a command at the current virtual time. */
    intervene: call.input(shape.command).output(shape.mark),
    marks: call.input(nothing).output(z.array(shape.mark)),
    /** What the charts and wait percentiles are about: all queues, or one. */
    focus: call.input(z.strictObject({ queue: z.string().nullable() })).output(done),
    log: call.input(shape.logRequest).output(shape.logPage),
    result: call.input(nothing).output(shape.runResult),
  },
  endpoint: {
    /** The door for clients from outside, and who came in. */
    describe: call.input(nothing).output(endpoint.endpointState),
    /** Opens it on loopback. Clients there may be from then on; the run begins anew. */
    open: call.input(endpoint.endpointOpening).output(endpoint.endpointState),
    close: call.input(nothing).output(endpoint.endpointState),
    /** Cuts a client's connection as a broken network would. */
    cut: call.input(endpoint.clientRef).output(endpoint.endpointState),
    hinder: call.input(endpoint.clientFault).output(endpoint.endpointState),
  },
  connection: {
    list: call.input(nothing).output(z.array(broker.connectionEntry)),
    save: call.input(broker.connectionSave).output(broker.connectionEntry),
    remove: call.input(broker.connectionRef).output(done),
    test: call.input(broker.connectionSave).output(eventIterator(broker.testStep)),
    open: call.input(broker.connectionRef).output(broker.brokerOverview),
    close: call.input(broker.connectionRef).output(done),
    /** Lifts the read-only lock for ten minutes; `name` must be typed as the connection is called. */
    unlock: call.input(broker.unlockRequest).output(broker.connectionEntry),
    lock: call.input(broker.connectionRef).output(broker.connectionEntry),
    /** A pasted amqp(s) URI as a draft profile; the password in it is handed back once, to fill the form. */
    parseUri: call.input(z.strictObject({ uri: z.string().max(4096) })).output(broker.parsedUri),
  },
  broker: {
    queues: call.input(broker.connectionRef).output(z.array(broker.queueRow)),
    exchanges: call.input(broker.connectionRef).output(z.array(broker.exchangeRow)),
    queue: call.input(broker.queueRef).output(broker.queueDetail),
    priceLook: call.input(broker.lookRequest).output(broker.lookPrice),
    look: call.input(broker.lookTaken).output(broker.lookResult),
    body: call.input(broker.bodyRequest).output(broker.browsedMessage),
    publish: call.input(broker.publishRequest).output(broker.publishOutcome),
  },
  fidelity: {
    /** The engine against every recorded server, a row for each script and kind of queue. */
    table: call.input(nothing).output(fidelity.fidelityTable),
    /** What the servers and the engine said in one script, line by line. */
    transcripts: call.input(fidelity.fidelityRef).output(fidelity.fidelityTranscripts),
  },
} as const
