/**
 * The scenario being built: one draft at a time, edited by pure functions, with undo. The file changes only on Save;
 * the draft itself is kept after every change and survives a reload.
 */

import type { z } from 'zod'
import { create } from 'zustand'
import type { problem } from '#core/contract/shapes.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { addPart, type PartRef, removePart } from './draft-edits.ts'
import {
  type EditName,
  type History,
  noHistory,
  remember,
  stepBack,
  stepForward,
} from './draft-history.ts'
import { keepDraft, keptDraft } from './draft-kept.ts'
import { emptyScenario, type PartKind } from './draft-parts.ts'
import { renamePart } from './draft-rename.ts'
import { type Place, type Places, placesOf, setPlaces, usePlacement } from './placement.ts'
import { select } from './run-selection.ts'

export type Problem = z.infer<typeof problem>
/** What the palette has in hand: the next click on the canvas puts it there. */
export type Tool = PartKind | 'deadLetter'

/** What an edit changes and undo restores. */
interface Picture {
  readonly scenario: Scenario
  readonly places: Places
}

interface Draft {
  /** The Lab shows the draft instead of the run. */
  readonly building: boolean
  readonly scenario: Scenario | null
  readonly history: History<Picture>
  /** Somebody put nodes where they are; else the layout did, and a run lays itself out. */
  readonly arranged: boolean
  readonly tool: Tool | null
  /** Id of the wire chosen on the canvas. */
  readonly wire: string | null
  /** The file as it would be saved now; one step behind while it is being written. */
  readonly text: string
  /** The scenario `text` was read into or written from: when it is the one above, both say the same. */
  readonly written: Scenario | null
  readonly problems: readonly Problem[]
  readonly savedId: string | null
  /** The file as it was saved or opened; '' for a new one. */
  readonly savedText: string
}

export const useDraft = create<Draft>()(() => ({
  building: false,
  scenario: null,
  history: noHistory,
  arranged: false,
  tool: null,
  wire: null,
  text: '',
  written: null,
  problems: [],
  savedId: null,
  savedText: '',
}))

/** Places of a draft are kept under this name until it has run under its own. */
export const draftScene = 'draft'

/** The number of changes since the draft was opened, for the top bar. */
export const changesOf = ({ history }: Draft): number => history.past.length

/** Starts from nothing. */
export const buildNew = (): void => openDraft(emptyScenario, { id: null, text: '' }, new Map())

/** Opens a scenario for building: `text` is its file as it is now, `id` where it is saved, null for a shipped one. */
export function openDraft(
  scenario: Scenario,
  { id, text }: { readonly id: string | null; readonly text: string },
  places: Places,
): void {
  setPlaces(draftScene, places)
  select(null)
  useDraft.setState({
    building: true,
    scenario,
    history: noHistory,
    arranged: places.size > 0,
    tool: null,
    wire: null,
    text,
    written: text === '' ? null : scenario,
    problems: [],
    savedId: id,
    savedText: text,
  })
}

/** Shows the draft again as it was left, or an empty one. */
export function resumeBuilding(): void {
  select(null)
  if (useDraft.getState().scenario === null) buildNew()
  else useDraft.setState({ building: true })
}

/** Goes back to the run; the draft stays. */
export function leaveBuilding(): void {
  select(null)
  useDraft.setState({ building: false, tool: null, wire: null })
}

/** Changes the scenario. `continues`: a further change of the same value is the same step. */
export function edit(
  name: EditName,
  change: (scenario: Scenario) => Scenario,
  continues = false,
): void {
  const { scenario } = useDraft.getState()
  if (scenario === null) return
  const after = change(scenario)
  if (after !== scenario) keep(name, { scenario: after, places: places() }, continues)
}

/** Adds a part at a place of the canvas, chooses it and puts the tool down. */
export function addAt(tool: Tool, place: Place): PartRef | null {
  const { scenario } = useDraft.getState()
  if (scenario === null) return null
  const added = addPart(scenario, tool)
  const { kind, name } = added.part
  const at = new Map(places()).set(`${kind}:${name}`, place)
  keep({ what: 'add', name }, { scenario: added.scenario, places: at }, false)
  useDraft.setState({ tool: null, arranged: true })
  select(added.part)
  return added.part
}

export function remove(part: PartRef): void {
  edit({ what: 'remove', name: part.name }, (scenario) => removePart(scenario, part))
  select(null)
}

/** Gives a part another name; it stays where it is and stays chosen. A name that may not be had changes nothing. */
export function rename(part: PartRef, to: string): void {
  const { scenario } = useDraft.getState()
  if (scenario === null) return
  const after = renamePart(scenario, part, to)
  if (after === scenario) return
  const at = new Map(places())
  const place = at.get(`${part.kind}:${part.name}`)
  if (place) at.set(`${part.kind}:${to}`, place)
  keep({ what: 'rename', name: to }, { scenario: after, places: at }, false)
  select({ kind: part.kind, name: to })
}

/** A node was put elsewhere; one drag is one step. */
export function moveTo(node: string, name: string, place: Place): void {
  const { scenario } = useDraft.getState()
  if (scenario === null) return
  keep({ what: 'move', name }, { scenario, places: new Map(places()).set(node, place) }, true)
  useDraft.setState({ arranged: true })
}

export function undo(): void {
  restore(stepBack(useDraft.getState().history))
}

export function redo(): void {
  restore(stepForward(useDraft.getState().history))
}

/** Keeps the draft in `storage` after every change and takes over what an earlier visit left there. */
export function restoreDraft(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): void {
  const kept = keptDraft(storage)
  if (kept) {
    const { scenario, savedId, savedText } = kept
    setPlaces(draftScene, new Map(kept.places))
    useDraft.setState({ scenario, savedId, savedText, arranged: true })
  }
  useDraft.subscribe(({ scenario, savedId, savedText }, before) => {
    if (scenario === before.scenario && savedText === before.savedText) return
    keepDraft(storage, scenario && { scenario, places: [...places()], savedId, savedText })
  })
}

const places = (): Places => placesOf(usePlacement.getState(), draftScene)

function keep(name: EditName, after: Picture, continues: boolean): void {
  const { scenario, history } = useDraft.getState()
  if (scenario === null) return
  const before = { scenario, places: places() }
  setPlaces(draftScene, after.places)
  useDraft.setState({
    scenario: after.scenario,
    history: remember(history, before, after, name, continues),
    wire: null,
  })
}

function restore(to: { readonly state: Picture; readonly history: History<Picture> } | null): void {
  if (to === null) return
  setPlaces(draftScene, to.state.places)
  useDraft.setState({ scenario: to.state.scenario, history: to.history, wire: null })
}

/** Takes over what a typed file was read into; the next change of the file goes on with the same step. */
export function takeScenario(scenario: Scenario): void {
  keep({ what: 'text', name: '' }, { scenario, places: places() }, true)
  useDraft.setState({ written: scenario })
}
