/**
 * What a person asks of the run, as plain functions over the link. None throws: what went wrong becomes the store's one
 * `failure` sentence, shown where the run is.
 */
import type { z } from 'zod'
import type { scenarioRef } from '#core/contract/shapes.ts'
import type { Dial } from '#core/model/command.ts'
import type { Mark, Speed } from '#core/model/run.ts'
import { mainQueue } from './dead-letter-queues.ts'
import { failureWords } from './failure-words.ts'
import type { Link } from './link.ts'
import {
  adoptRun,
  isBehind,
  latestFrame,
  onMarksChanged,
  onRunChanged,
  type RunOrigin,
  takeFrame,
  useRun,
} from './run.ts'
import { type KeptRun, keepRun, keptRun } from './run-kept.ts'

/** The scenario a first visit opens on. */
export const firstScenario = { source: 'shipped', id: 'work-queue' } as const

/** Texts longer than this travel in parts, below the limit of one part of the contract. */
const uploadPartChars = 256 * 1024

let link: Link | null = null

/**
 * Binds the store to a link: takes over the run the session already has, or opens what was open before a reload, else the
 * first scenario, running. What is open is kept in `storage` from then on.
 */
export async function attachRun(
  to: Link,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): Promise<void> {
  link = to
  const kept = keptRun(storage)
  useRun.subscribe(({ origin }, was) => {
    if (origin !== was.origin) keepRun(storage, isRef(origin) ? origin : null)
  })
  to.onFrame((bytes) => takeFrame(bytes, performance.now()))
  to.onLost(({ message }) => useRun.setState({ phase: 'lost', failure: message }))
  onMarksChanged(() => void refreshMarks())
  onRunChanged(() => void refreshRun())
  await attempt(async ({ simulation }) => {
    const before = wishes
    const description = await simulation.describe({})
    // While the engine started somebody may have asked for a scenario; the first one must not replace it.
    if (wishes !== before) return
    if (description === null) await openAgain(kept)
    else {
      adoptRun(description, { origin: { source: 'draft', id: '' } })
      // Asking for a focus makes the session send the charts whole.
      await focusQueue(mainQueue(description.scenario))
      await refreshMarks()
    }
  })
}

const isRef = (origin: RunOrigin | null): origin is RunOrigin & KeptRun =>
  origin?.source === 'shipped' || origin?.source === 'saved'

/** A scenario that was saved and removed since is no reason to show nothing. */
async function openAgain(kept: KeptRun | null): Promise<void> {
  if (kept !== null) await loadScenario(kept)
  if (useRun.getState().description === null) await loadScenario(firstScenario)
}

/** Counts what was asked to be opened: only the newest wish is carried out to the end. */
let wishes = 0

/** Opens a shipped or saved scenario and runs it at 1x, unless another one is asked for meanwhile. */
export async function loadScenario(ref: z.infer<typeof scenarioRef>): Promise<void> {
  const wish = ++wishes
  await ask(async ({ scenario }) => {
    const { text } = await scenario.read(ref)
    if (wish === wishes) await loadText(text, ref, true)
  })
}

/** Loads the text of a scenario. `runs`: whether it starts at once. Answers whether it was taken. */
export async function loadText(text: string, origin: RunOrigin, runs: boolean): Promise<boolean> {
  const wish = ++wishes
  return ask(async ({ simulation }) => {
    const source = await textSource(text)
    if (wish !== wishes) return
    const description = await simulation.load({ source, seed: null, run: runs, speed: 1 })
    if (wish !== wishes) return
    adoptRun(description, { origin, text, state: runs ? 'running' : 'paused', speed: 1 })
    const main = mainQueue(description.scenario)
    if (main !== null && description.queues.length > 1) await focusQueue(main)
    await refreshMarks()
  })
}

/** A text as the contract carries it: in the call itself, or in parts beforehand. */
export async function textSource(
  text: string,
): Promise<{ text: string | null; upload: string | null }> {
  if (text.length <= uploadPartChars || link === null) return { text, upload: null }
  const upload = crypto.randomUUID()
  for (let part = 0; part * uploadPartChars < text.length; part++) {
    const from = part * uploadPartChars
    await link.calls.upload.append({
      upload,
      part,
      text: text.slice(from, from + uploadPartChars),
    })
  }
  return { text: null, upload }
}

export async function run(): Promise<void> {
  await ask(({ simulation }) => simulation.run({}))
}

export async function pause(): Promise<void> {
  await ask(({ simulation }) => simulation.pause({}))
}

export async function toggleRun(): Promise<void> {
  await (useRun.getState().state === 'running' ? pause() : run())
}

/** Applies one event, or all up to the next one of a message; a run that ran stands then. */
export async function step(by: 'event' | 'message'): Promise<void> {
  await ask(({ simulation }) => simulation.step({ by }))
}

export async function setSpeed(speed: Speed): Promise<void> {
  useRun.setState({ speed })
  await ask(({ simulation }) => simulation.speed({ speed }))
}

/** Begins again at time zero; `seed` null keeps the seed. It runs on if it ran, and runs again if it was over. */
export async function restart(seed: number | null): Promise<void> {
  const { state, focus } = useRun.getState()
  await ask(async ({ simulation }) => {
    adoptRun(await simulation.restart({ seed }), { focus })
    if (focus !== null) await simulation.focus({ queue: focus })
    if (state === 'finished' || state === 'halted') await simulation.run({})
    await refreshMarks()
  })
}

/**
 * Goes back to a moment of the run, or on to one, and stands there; what came into the run later comes again when it goes on,
 * unless something is changed before.
 */
export async function rewind(goal: { atUs: number } | { events: number }): Promise<void> {
  const { focus } = useRun.getState()
  await ask(async ({ simulation }) => {
    adoptRun(await simulation.rewind(goal), { focus })
    if (focus !== null) await simulation.focus({ queue: focus })
    await refreshMarks()
  })
}

/** Takes back the latest event. */
export async function stepBack(): Promise<void> {
  const frame = latestFrame()
  if (frame !== null && frame.eventsTotal > 0) await rewind({ events: frame.eventsTotal - 1 })
}

/** Shows the run the session has now: somebody replaced it. */
export async function adoptDescription(): Promise<void> {
  await attempt(async ({ simulation }) => {
    const description = await simulation.describe({})
    if (description !== null) adoptRun(description)
    await refreshMarks()
  })
}

/** Changes something now. The mark it leaves on the time axis is in the store when this comes back. */
export async function intervene(command: Dial): Promise<Mark | null> {
  let left: Mark | null = null
  await ask(async ({ simulation }) => {
    left = await simulation.intervene(command)
    await refreshMarks()
  })
  return left
}

/** Makes the charts and the wait percentiles about one queue, or about all of them. */
export async function focusQueue(queue: string | null): Promise<void> {
  useRun.setState({ focus: queue })
  await ask(({ simulation }) => simulation.focus({ queue }))
}

let refreshing = false

/** One at a time: frames come faster than answers. */
async function refreshRun(): Promise<void> {
  if (refreshing) return
  refreshing = true
  await attempt(async ({ simulation }) => {
    // The last frame of a run that stands may come while it is described as it was before.
    do {
      const description = await simulation.describe({})
      const { loadId } = useRun.getState().description ?? {}
      if (description === null || description.loadId !== loadId) break
      adoptRun(description)
    } while (isBehind())
  })
  refreshing = false
}

async function refreshMarks(): Promise<void> {
  await attempt(async ({ simulation }) => {
    const runId = useRun.getState().description?.runId
    const marks = await simulation.marks({})
    if (useRun.getState().description?.runId === runId) useRun.setState({ marks })
  })
}

/**
 * Runs `act` on the link's calls; a failure becomes the store's sentence and stays until it is put away or the next thing
 * is asked for. Answers whether it went well.
 */
export async function attempt(act: (calls: Link['calls']) => Promise<unknown>): Promise<boolean> {
  if (link === null) return false
  try {
    await act(link.calls)
    return true
  } catch (error) {
    useRun.setState({ failure: failureWords(error) })
    return false
  }
}

/** The same for what somebody asked for just now: what failed before is no longer the matter. */
export async function ask(act: (calls: Link['calls']) => Promise<unknown>): Promise<boolean> {
  useRun.setState({ failure: null })
  return attempt(act)
}
