/**
 * A queue as a tank: one cell per message, tail left, head right. Right of the needle stand the unacked ones. When the
 * cells would overflow, one stands for 2, 5, 10, 20, 50 … messages, and over 10 000 the tank is a bar of decades.
 */
import { tankCell } from '#core/contract/frame.ts'

export const cellWidth = 4.5
export const cellHeight = 26
export const cellPitch = 5.7
/** Space the needle takes between the two kinds of cells. */
const needleRoom = 6
/** Rounds the corners of a cell. */
const corner = 1.2
export const logAbove = 10_000

export interface TankContents {
  readonly ready: number
  readonly unacked: number
  /** `tankCell` states, ready from the head, then unacked; null when only the counts are known. */
  readonly cells: Uint8Array | null
  /** `x-max-length`, or null. */
  readonly limit: number | null
}

export interface TankPicture {
  readonly scale: 'cells' | 'log'
  /** Messages per cell. */
  readonly every: number
  /** SVG paths of the cells; '' when there are none of the kind. */
  readonly ready: string
  readonly redelivered: string
  readonly unacked: string
  readonly unackedRedelivered: string
  /** x of the needle. */
  readonly needle: number
  /** x of the limit's wall, or null when there is no limit in sight. */
  readonly wall: number | null
}

/** `width`: of the inside. `wasEvery`: the scale drawn before, kept until a finer one fits well. */
export function drawTank(tank: TankContents, width: number, wasEvery: number): TankPicture {
  const capacity = Math.floor((width - needleRoom) / cellPitch)
  const every = scaleFor(tank, capacity, wasEvery)
  const unackedCells = Math.ceil(tank.unacked / every)
  const readyCells = Math.ceil(tank.ready / every)
  const unackedLeft = width - unackedCells * cellPitch
  const head = unackedCells === 0 ? width : unackedLeft - needleRoom + cellPitch - cellWidth
  const paths = { ready: '', redelivered: '', unacked: '', unackedRedelivered: '' }
  for (let index = 0; index < readyCells; index++) {
    const x = head - (index + 1) * cellPitch + (cellPitch - cellWidth)
    if (holds(tank.cells, index * every, every, tank.ready, tankCell.redelivered)) {
      paths.redelivered += cell(x, 0) + hole(x)
    } else paths.ready += cell(x, 0)
  }
  for (let index = 0; index < unackedCells; index++) {
    const x = unackedLeft + index * cellPitch + (cellPitch - cellWidth)
    const from = tank.ready + index * every
    const again = holds(
      tank.cells,
      from,
      every,
      tank.ready + tank.unacked,
      tankCell.unackedRedelivered,
    )
    if (again) paths.unackedRedelivered += cell(x, 0.75) + hole(x)
    else paths.unacked += cell(x, 0.75)
  }
  const wall = tank.limit === null ? null : head - Math.ceil(tank.limit / every) * cellPitch - 2
  return {
    scale: tank.ready > logAbove || tank.unacked > logAbove ? 'log' : 'cells',
    every,
    ...paths,
    needle: unackedCells === 0 ? width : head + (unackedLeft - head) / 2,
    wall: wall !== null && wall >= 0 ? wall : null,
  }
}

function scaleFor({ ready, unacked }: TankContents, capacity: number, was: number): number {
  const cells = (every: number) => Math.ceil(ready / every) + Math.ceil(unacked / every)
  for (let decade = 1; decade <= 1e9; decade *= 10) {
    for (const lead of [1, 2, 5]) {
      const every = lead * decade
      // Going back to a finer scale wants some air, or a queue near the border would flicker between two.
      const room = every < was ? capacity * 0.8 : capacity
      if (cells(every) <= room) return every
    }
  }
  return was
}

/** Whether the messages `from .. from + every` (at most to `end`) include one in `state`. */
function holds(
  cells: Uint8Array | null,
  from: number,
  every: number,
  end: number,
  state: number,
): boolean {
  if (cells === null) return false
  const to = Math.min(from + every, end, cells.length)
  for (let at = from; at < to; at++) if (cells[at] === state) return true
  return false
}

/** A cell at `x`, `inset` pixels smaller on each side (half a stroke). */
function cell(x: number, inset: number): string {
  const w = cellWidth - 2 * inset - 2 * corner
  const h = cellHeight - 2 * inset - 2 * corner
  const a = `a${corner} ${corner} 0 0 1 `
  return (
    `M${round(x + inset + corner)} ${inset}h${round(w)}${a}${corner} ${corner}v${round(h)}` +
    `${a}-${corner} ${corner}h${round(-w)}${a}-${corner} -${corner}v${round(-h)}${a}${corner} -${corner}z`
  )
}

/** A dot in the middle of the cell at `x`; cut out of a solid cell, drawn in a hollow one. */
function hole(x: number): string {
  const r = 1.1
  return `M${round(x + cellWidth / 2 - r)} ${cellHeight / 2}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
}

const round = (value: number) => Math.round(value * 100) / 100

/** One decade of the log bar, newest decade (1 to 10) first. */
export interface Decade {
  /** Least count of the decade, as people write it: 1, 10, 100, 1k … */
  readonly label: string
  /** 0..1 of it is filled, from the right. */
  readonly filled: number
}

/** At least six decades, so that the bar does not rescale while a queue grows. */
export function decadesOf(count: number): Decade[] {
  const height = Math.log10(Math.max(1, count))
  const decades = Math.max(6, Math.ceil(height))
  return Array.from({ length: decades }, (_, index) => ({
    label: shortCount(10 ** index),
    filled: count === 0 ? 0 : Math.min(1, Math.max(0, height - index)),
  }))
}

/** 12000 as `12k`, for places where the exact number stands beside it. */
export function shortCount(count: number): string {
  if (count >= 1e6) return `${trim(count / 1e6)}M`
  if (count >= 1e3) return `${trim(count / 1e3)}k`
  return String(count)
}

const trim = (value: number) =>
  value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)
