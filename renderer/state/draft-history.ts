/** Undo and redo over whole states: a draft is small, so each step keeps it all. Pure. */

/** What an edit did, so that the button can name it. */
export interface EditName {
  readonly what: 'add' | 'move' | 'remove' | 'rename' | 'change' | 'wire' | 'unwire' | 'text'
  /** The part it was about; empty for the whole file. */
  readonly name: string
}

interface Step<State> {
  readonly before: State
  readonly after: State
  readonly name: EditName
}

export interface History<State> {
  readonly past: readonly Step<State>[]
  readonly future: readonly Step<State>[]
}

export const noHistory: History<never> = { past: [], future: [] }

/** Steps that can be taken back. */
const stepsMax = 200

/** Keeps an edit. Several changes of one value in a row (typing, a drag) are one step. */
export function remember<State>(
  { past }: History<State>,
  before: State,
  after: State,
  name: EditName,
  continues: boolean,
): History<State> {
  const last = past.at(-1)
  const goesOn = continues && last !== undefined && same(last.name, name)
  const step = { before: goesOn ? last.before : before, after, name }
  return { past: [...(goesOn ? past.slice(0, -1) : past), step].slice(-stepsMax), future: [] }
}

const same = (a: EditName, b: EditName) => a.what === b.what && a.name === b.name

/** The state one step back and the history from there, or null at the beginning. */
export function stepBack<State>({ past, future }: History<State>) {
  const step = past.at(-1)
  if (!step) return null
  return { state: step.before, history: { past: past.slice(0, -1), future: [step, ...future] } }
}

/** The state one step on, or null at the end. */
export function stepForward<State>({ past, future }: History<State>) {
  const [step, ...rest] = future
  if (!step) return null
  return { state: step.after, history: { past: [...past, step], future: rest } }
}
