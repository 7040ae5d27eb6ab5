/**
 * Numbers on nodes and wires change ten times a second at most and never pass through React: a component renders its
 * shape once and registers a painter, which writes texts and attributes where they differ.
 */
import { createContext, useContext, useEffect, useRef } from 'react'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'
import type { RunIndex } from './run-index.ts'

export interface LivePicture {
  readonly frame: FrameView
  readonly rates: RateTable
  /** Over a longer while: for what must not jump, as ρ beside the narrator's. */
  readonly steadyRates: RateTable
  readonly index: RunIndex
  /** False when the zoom hides everything but names and tanks. */
  readonly detailed: boolean
  /** The last minute of depth of a queue, oldest first. */
  readonly sparkline: (queue: number) => number[]
}

export type Painter = (picture: LivePicture) => void

/** 10 Hz: what a person can read of a changing number; half of it at full speed, where nobody reads digits. */
export const paintEveryMs = (speed: number): number => (Number.isFinite(speed) ? 100 : 200)

/** The painters of one run: `of` is what they paint, and a new run has new ones. */
export class LivePainters<Picture = LivePicture> {
  readonly of: object
  readonly #painters = new Set<(picture: Picture) => void>()
  #last: Picture | null = null

  constructor(of: object) {
    this.of = of
  }

  /** Registers a painter and gives it what is known at once. Returns the way to stop. */
  add(painter: (picture: Picture) => void): () => void {
    this.#painters.add(painter)
    if (this.#last) painter(this.#last)
    return () => this.#painters.delete(painter)
  }

  paint(picture: Picture): void {
    this.#last = picture
    for (const painter of this.#painters) painter(picture)
  }
}

export const LiveContext = createContext<LivePainters | null>(null)

/** Calls `painter` with each new picture while the component is mounted; a draft has none, and it is never called. */
export function useLivePainter(painter: Painter): void {
  usePainter(useContext(LiveContext), painter)
}

/** Registers the newest `painter` with `painters` while the component is mounted. */
export function usePainter<Picture>(
  painters: LivePainters<Picture> | null,
  painter: (picture: Picture) => void,
): void {
  const newest = useRef(painter)
  useEffect(() => {
    newest.current = painter
  })
  useEffect(() => painters?.add((picture) => newest.current(picture)), [painters])
}

/** Writes a text where it differs. The element must have no React children. */
export function write(element: Element | null, text: string): void {
  if (!element) return
  const node = element.firstChild
  if (!node) element.append(text)
  else if (node.nodeValue !== text) node.nodeValue = text
}

/** Sets an attribute where it differs; null removes it. */
export function mark(element: Element | null, name: string, value: string | null): void {
  if (!element || element.getAttribute(name) === value) return
  if (value === null) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
