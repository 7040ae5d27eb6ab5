/**
 * What the Explore place shows: the connections, the tree of the open ones, the queue that is looked into, and the last
 * look at it. Actions are plain functions below the store; a failure stays with the thing it concerns.
 */
import type { z } from 'zod'
import { create } from 'zustand'
import type {
  brokerOverview,
  browsedMessage,
  connectionEntry,
  exchangeRow,
  lookPrice,
  lookResult,
  queueDetail,
  queueRow,
} from '#core/contract/broker-shapes.ts'
import type { ConnectionProfile } from '#core/model/connection.ts'
import type { Properties, PublishOutcome } from '#core/model/message.ts'
import { failureWords } from './failure-words.ts'
import type { Calls, Link } from './link.ts'
import { addressOf, isAt, type Opened, type QueueAddress } from './opened.ts'

export type ConnectionEntry = z.infer<typeof connectionEntry>
export type QueueRow = z.infer<typeof queueRow>
export type ExchangeRow = z.infer<typeof exchangeRow>
export type QueueDetail = z.infer<typeof queueDetail>
export type LookPrice = z.infer<typeof lookPrice>
export type LookResult = z.infer<typeof lookResult>
export type BrowsedMessage = z.infer<typeof browsedMessage>
export type BrokerOverview = z.infer<typeof brokerOverview>

/** The entities of an open connection. */
export interface Entities {
  readonly overview: BrokerOverview
  readonly queues: readonly QueueRow[]
  readonly exchanges: readonly ExchangeRow[]
}

export interface ExploreSnapshot {
  readonly connections: readonly ConnectionEntry[]
  readonly entities: ReadonlyMap<string, Entities>
  readonly opened: Opened
  readonly detail: QueueDetail | null
  /** How many messages the next look takes. */
  readonly count: number
  readonly price: LookPrice | null
  readonly look: LookResult | null
  readonly looking: boolean
  /** Position of the message in the inspector, or null. */
  readonly selected: number | null
  readonly publishing: boolean
  /** One sentence about the thing that is open, or null. */
  readonly failure: string | null
}

export const useExplore = create<ExploreSnapshot>()(() => ({
  connections: [],
  entities: new Map(),
  opened: { kind: 'nothing' },
  detail: null,
  count: 50,
  price: null,
  look: null,
  looking: false,
  selected: null,
  publishing: false,
  failure: null,
}))

/** Management figures lag by seconds, so asking more often than this shows nothing new. */
export const pollEveryMs = 5000
/** While a connection is away the page follows its countdown. */
export const pollAwayEveryMs = 1000

let calls: Calls | null = null

export function attachExplore(link: Link): void {
  calls = link.calls
  void refreshConnections()
}

/** What failed before stays on the screen: that the list could be read does not mend it. */
export async function refreshConnections(): Promise<void> {
  const { failure } = useExplore.getState()
  const done = await attempt(async (to) => {
    const connections = await to.connection.list({})
    useExplore.setState({ connections })
  })
  if (done) useExplore.setState({ failure })
}

/** Opens a connection and reads its tree. */
export async function openConnection(id: string): Promise<void> {
  await attempt(async (to) => {
    const overview = await to.connection.open({ id })
    await readEntities(to, id, overview)
  })
  await refreshConnections()
}

export async function closeConnection(id: string): Promise<void> {
  await attempt((to) => to.connection.close({ id }))
  const entities = new Map(useExplore.getState().entities)
  entities.delete(id)
  useExplore.setState({ entities })
  await refreshConnections()
}

/**
 * Reads the counts of every connection that stands again, and the detail of the open queue. One that is away keeps its
 * tree as it was.
 */
export async function poll(): Promise<void> {
  await refreshConnections()
  const { entities, opened, connections } = useExplore.getState()
  const ready = new Set(
    connections.flatMap(({ profile, state }) => (state === 'ready' ? [profile.id] : [])),
  )
  await attempt(async (to) => {
    for (const [id, known] of entities) {
      if (ready.has(id)) await readEntities(to, id, known.overview)
    }
    if (opened.kind === 'queue' && ready.has(opened.id)) {
      const detail = await to.broker.queue(addressOf(opened))
      if (useExplore.getState().opened === opened) useExplore.setState({ detail })
    }
  })
  if (useExplore.getState().failure !== null) await refreshConnections()
}

export function openForm(profile: ConnectionProfile | null): void {
  show({ kind: 'form', profile })
}

export function show(opened: Opened): void {
  useExplore.setState({
    opened,
    detail: null,
    price: null,
    look: null,
    selected: null,
    publishing: false,
    failure: null,
  })
}

/** Opens a queue: its detail and what a look at it would change. Touches no message. */
export async function openQueue(id: string, virtualHost: string, queue: string): Promise<void> {
  show({ kind: 'queue', id, virtualHost, queue })
  const address = { id, virtualHost, queue }
  await attempt(async (to) => {
    const detail = await to.broker.queue(address)
    if (isOpen(address)) useExplore.setState({ detail })
  })
  await priceLook()
}

export async function setCount(count: number): Promise<void> {
  useExplore.setState({ count })
  await priceLook()
}

/** Asks what the next look will change. */
export async function priceLook(): Promise<void> {
  const { opened, count } = useExplore.getState()
  if (opened.kind !== 'queue') return
  const address = addressOf(opened)
  await attempt(async (to) => {
    const price = await to.broker.priceLook({ ...address, count })
    if (isOpen(address)) useExplore.setState({ price })
  })
}

/** Takes the look whose price is on the screen. */
export async function look(): Promise<void> {
  const { opened, price } = useExplore.getState()
  if (opened.kind !== 'queue' || price === null) return
  const address = addressOf(opened)
  useExplore.setState({ looking: true })
  await attempt(async (to) => {
    const result = await to.broker.look({ ...address, price })
    if (isOpen(address)) {
      const first = result.messages[0]?.position ?? null
      useExplore.setState({ look: result, selected: first })
    }
  })
  useExplore.setState({ looking: false })
  if (useExplore.getState().failure === null) await priceLook()
}

export function select(position: number | null): void {
  useExplore.setState({ selected: position })
}

/** The whole body of a message whose preview was cut. */
export async function wholeBody(position: number): Promise<BrowsedMessage | null> {
  const { opened } = useExplore.getState()
  if (opened.kind !== 'queue') return null
  const address = addressOf(opened)
  let whole: BrowsedMessage | null = null
  await attempt(async (to) => {
    whole = await to.broker.body({ ...address, position })
  })
  return whole
}

export async function unlock(id: string, name: string): Promise<boolean> {
  const done = await attempt((to) => to.connection.unlock({ id, name }))
  await refreshConnections()
  return done
}

export async function lock(id: string): Promise<void> {
  await attempt((to) => to.connection.lock({ id }))
  await refreshConnections()
}

export interface Draft {
  readonly exchange: string
  readonly routingKey: string
  readonly properties: Properties
  readonly bodyBase64: string
}

/** Publishes with confirm and mandatory; null when the call itself failed (the sentence is in the store). */
export async function publish(draft: Draft): Promise<PublishOutcome | null> {
  const { opened } = useExplore.getState()
  if (opened.kind !== 'queue' && opened.kind !== 'exchange') return null
  const { id, virtualHost } = opened
  let outcome: PublishOutcome | null = null
  await attempt(async (to) => {
    outcome = await to.broker.publish({ id, virtualHost, ...draft })
  })
  await poll()
  return outcome
}

export function setPublishing(publishing: boolean): void {
  useExplore.setState({ publishing })
}

export async function removeConnection(id: string): Promise<void> {
  await closeConnection(id)
  await attempt((to) => to.connection.remove({ id }))
  show({ kind: 'nothing' })
  await refreshConnections()
}

/** Runs `act` on the calls; what failed becomes the one sentence of the open thing. */
export async function attempt(act: (to: Calls) => Promise<unknown>): Promise<boolean> {
  if (calls === null) return false
  try {
    await act(calls)
    useExplore.setState({ failure: null })
    return true
  } catch (error) {
    useExplore.setState({ failure: failureWords(error) })
    return false
  }
}

async function readEntities(to: Calls, id: string, overview: BrokerOverview): Promise<void> {
  const [queues, exchanges] = await Promise.all([
    to.broker.queues({ id }),
    to.broker.exchanges({ id }),
  ])
  const entities = new Map(useExplore.getState().entities)
  entities.set(id, { overview, queues, exchanges })
  useExplore.setState({ entities })
}

const isOpen = (address: QueueAddress): boolean => isAt(useExplore.getState().opened, address)
