import { Failure } from '#core/model/failure.ts'
import { fingerprint } from '#core/model/fingerprint.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { scenarioShape } from '#core/model/scenario-shape.ts'
import { draftScene, openDraft, takeScenario, useDraft } from './draft.ts'
import { type Places, placesOf, setPlaces, usePlacement } from './placement.ts'
import { type RunOrigin, useRun } from './run.ts'
import { attempt, loadText, textSource } from './run-control.ts'

/** Typing and dragging settle this long before the file is written anew. */
const settleMs = 150

/** Writes and checks the file after each change of the draft. Returns the way to stop. */
export function followDraft(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh(), settleMs)
  }
  const stop = useDraft.subscribe((now, before) => {
    if (now.building && (now.scenario !== before.scenario || !before.building)) ask()
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Brings text and problems up to the scenario. An answer to an older draft is dropped. */
async function refresh(): Promise<void> {
  const { scenario, written, text: over } = useDraft.getState()
  if (scenario === null) return
  await attempt(async (calls) => {
    const text =
      written === scenario
        ? over
        : (
            await calls.scenario.write({
              scenario: scenarioShape.parse(scenario),
              over: over || null,
            })
          ).text
    const { problems } = await calls.scenario.check(await textSource(text))
    if (useDraft.getState().scenario === scenario) {
      useDraft.setState({ text, problems, written: scenario })
    }
  })
}

/** Takes over an edited file; while it has errors only its text and problems are shown. */
export async function takeText(text: string): Promise<void> {
  useDraft.setState({ text })
  await attempt(async (calls) => {
    const { scenario, problems } = await calls.scenario.check(await textSource(text))
    if (useDraft.getState().text !== text) return
    useDraft.setState({ problems })
    if (scenario !== null) takeScenario(scenario)
  })
}

/**
 * Saves the file under its name, or a new one. Answers whether it was. When another window has saved it meanwhile nothing
 * is overwritten, and the next save makes a file beside it.
 */
export async function saveDraft(): Promise<boolean> {
  // What failed before is no longer the matter.
  useRun.setState({ failure: null })
  await refresh()
  const { text, savedId, savedText } = useDraft.getState()
  return attempt(async (calls) => {
    try {
      const over = savedId === null ? {} : { over: fingerprint(savedText) }
      const { id } = await calls.scenario.save({ id: savedId, text, ...over })
      useDraft.setState({ savedId: id, savedText: text })
    } catch (error) {
      if (error instanceof Failure && error.code === 'conflict') {
        useDraft.setState({ savedId: null })
      }
      throw error
    }
  })
}

/** Opens what runs now for building. */
export async function buildFromRun(): Promise<void> {
  const { description, text, origin } = useRun.getState()
  if (description === null) return
  const { scenario } = description
  const places = spread(placesOf(usePlacement.getState(), scenario.title), 1 / runScale)
  openDraft(scenario, { id: origin?.source === 'saved' ? origin.id : null, text }, places)
}

/** Runs the draft: loads its file and goes to the run, nodes where they were put. */
export async function runDraft(): Promise<boolean> {
  await refresh()
  const { text, savedId, scenario, arranged } = useDraft.getState()
  if (scenario === null) return false
  if (arranged) {
    const places = fannedOut(scenario, placesOf(usePlacement.getState(), draftScene))
    setPlaces(scenario.title, spread(places, runScale))
  }
  const origin: RunOrigin =
    savedId === null ? { source: 'draft', id: '' } : { source: 'saved', id: savedId }
  const taken = await loadText(text, origin, true)
  if (taken) useDraft.setState({ building: false, tool: null, wire: null })
  return taken
}

/** Nodes of a run are larger than those of a draft by at most this much; places are spread to make room. */
const runScale = 1.5

const spread = (places: Places, by: number): Places =>
  new Map([...places].map(([node, { x, y }]) => [node, { x: x * by, y: y * by }]))

/** Vertical distance of replicas that were one box in the draft. */
const replicaStep = 86

/** A draft shows a group as one box; the run shows its replicas, around the same place. */
function fannedOut(scenario: Scenario, places: Places): Places {
  const fanned = new Map(places)
  const kinds = [
    ['producer', scenario.producers],
    ['consumer', scenario.consumers],
  ] as const
  for (const [kind, actors] of kinds) {
    for (const { name, group } of actors) {
      const replicas = actors.filter((actor) => actor.group === group)
      const place = places.get(`${kind}:${group}`)
      if (!place || replicas.length < 2) continue
      const at = replicas.findIndex((actor) => actor.name === name)
      const y = place.y + (at - (replicas.length - 1) / 2) * replicaStep
      fanned.set(`${kind}:${name}`, { x: place.x, y })
    }
  }
  return fanned
}
