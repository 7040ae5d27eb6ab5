/** What a caller says about the bands: everything to draw comes in through these, colours as CSS values. */
import type { ReactNode } from 'react'
import type { Columns } from './series.ts'

/** How a series is painted. `none`: only a label. `rug`: one tick per message a counter grew by. */
export type Paint = 'line' | 'area' | 'hatched' | 'none' | 'rug'

export interface SeriesSpec {
  /** Column that holds its value. */
  readonly key: string
  /** Column that says how high it is drawn, when it stands on another; else its own. */
  readonly drawnAt?: string
  /** Column it stands on. */
  readonly standsOn?: string
  readonly label: string
  readonly mark: ReactNode
  /** CSS colours of the line and of the word at its end. */
  readonly tone: string
  readonly wordTone: string
  readonly width: number
  readonly paint: Paint
  readonly write: (value: number) => string
}

export interface BandSpec {
  readonly id: string
  readonly title: string
  readonly unit: string
  /** A control behind the title. */
  readonly aside?: ReactNode
  readonly scale: 'linear' | 'log'
  /** Values are counts: ticks are whole numbers. */
  readonly whole: boolean
  /** Share of the height, of all bands together 1. */
  readonly share: number
  readonly writeTick: (value: number) => string
  /** Painted in this order; the first label is the uppermost of equals. */
  readonly series: readonly SeriesSpec[]
  /** Two columns with 6 % ink between them. */
  readonly inkBetween?: readonly [upper: string, lower: string]
}

/** A flag on the events lane. `untilUs`: the end of its shaded span. */
export interface FlagSpec {
  readonly atUs: number
  readonly untilUs: number | null
  readonly by: 'you' | 'fault'
  readonly label: string
}

/** Where the columns come from; read when told, never copied. */
export interface ChartSource {
  /** The same object as long as no point was added. */
  readonly read: () => Columns
  readonly nowUs: () => number
  /** Virtual seconds per wall second; Infinity at full speed. */
  readonly speed: () => number
  /** Calls back whenever columns or the clock moved. Returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void
}

/** Also of bands that can be gone back in. */
export interface ScrubWords extends BandWords {
  /** What dragging the playhead does. */
  readonly scrub: string
}

export interface BandWords {
  readonly events: string
  readonly now: string
  readonly virtualTime: string
  /** What the charts are, for a screen reader. */
  readonly label: string
}
