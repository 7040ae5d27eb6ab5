/** Draws marks and bands on a 2D context that is already in canvas coordinates. One path per kind, not per mark. */
import type { BandHistory } from './band-history.ts'
import { type MarkKind, type MarkPool, markKinds } from './mark-pool.ts'
import type { Palette } from './palette.ts'
import type { Track } from './wire-curve.ts'

type Shape = (path: CanvasRenderingContext2D, x: number, y: number) => void

const circle =
  (radius: number): Shape =>
  (path, x, y) => {
    path.moveTo(x + radius, y)
    path.arc(x, y, radius, 0, 2 * Math.PI)
  }

/** The shape of each state on a wire. [look: marks on a wire] */
const shapes: Readonly<Record<MarkKind, Shape>> = {
  ready: circle(3.6),
  unacked: circle(3.1),
  acked: (path, x, y) => {
    path.moveTo(x - 3.4, y + 0.3)
    path.lineTo(x - 1, y + 2.8)
    path.lineTo(x + 3.6, y - 3)
  },
  redelivered: circle(7),
  dead: (path, x, y) => {
    path.moveTo(x - 3.2, y - 3.2)
    path.lineTo(x + 3.2, y + 3.2)
    path.moveTo(x + 3.2, y - 3.2)
    path.lineTo(x - 3.2, y + 3.2)
  },
  expired: (path, x, y) => {
    path.moveTo(x, y - 4.6)
    path.lineTo(x + 4.6, y)
    path.lineTo(x, y + 4.6)
    path.lineTo(x - 4.6, y)
    path.closePath()
  },
}
const strokes: Readonly<Record<MarkKind, number>> = {
  ready: 0,
  unacked: 2,
  acked: 2,
  redelivered: 1.5,
  dead: 2.2,
  expired: 1.5,
}

/** Marks that have started by `nowUs`, each where linear motion puts it. */
export function paintMarks(
  context: CanvasRenderingContext2D,
  pool: MarkPool,
  tracks: readonly Track[],
  nowUs: number,
  palette: Palette,
): void {
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const [kind, name] of markKinds.entries()) {
    context.beginPath()
    let any = false
    for (let at = 0; at < pool.count; at++) {
      if (pool.kind[at] !== kind || nowUs < pool.startUs[at]!) continue
      const track = tracks[pool.track[at]!]
      if (!track) continue
      const share = (nowUs - pool.startUs[at]!) / pool.durationUs[at]!
      shapes[name](context, track.x(share), track.y(share))
      any = true
    }
    if (any) finish(context, name, palette)
  }
  paintAttempts(context, pool, tracks, nowUs, palette)
}

function finish(context: CanvasRenderingContext2D, kind: MarkKind, palette: Palette): void {
  // A bed of canvas colour keeps a mark apart from the wire and from its neighbours.
  context.strokeStyle = palette.canvas
  context.lineWidth = strokes[kind] + 3
  context.stroke()
  if (kind === 'ready') {
    context.fillStyle = palette.marks.ready
    context.fill()
    return
  }
  if (kind !== 'acked' && kind !== 'dead') {
    context.fillStyle = palette.canvas
    context.fill()
  }
  context.strokeStyle = palette.marks[kind]
  context.lineWidth = strokes[kind]
  if (kind === 'expired') context.setLineDash([2.2, 1.5])
  context.stroke()
  context.setLineDash([])
}

/** The numbers inside the rings. */
function paintAttempts(
  context: CanvasRenderingContext2D,
  pool: MarkPool,
  tracks: readonly Track[],
  nowUs: number,
  palette: Palette,
): void {
  context.font = palette.font
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = palette.attempt
  for (let at = 0; at < pool.count; at++) {
    const attempt = pool.attempt[at]!
    const track = tracks[pool.track[at]!]
    if (attempt === 0 || !track || nowUs < pool.startUs[at]!) continue
    const share = (nowUs - pool.startUs[at]!) / pool.durationUs[at]!
    context.fillText(attempt > 99 ? '…' : String(attempt), track.x(share), track.y(share) + 0.5)
  }
}

export interface BandLook {
  readonly colour: string
  readonly width: number
  /** Colour and share of the foot; share 0 draws none. */
  readonly foot: string
  readonly footShare: number
}

/** Steps a whole track is drawn in; enough for the sharpest wire. */
const steps = 24

/** A band on its bed. `shareOf`: how far along the track the end of slot `age` has come. */
export function paintBand(
  context: CanvasRenderingContext2D,
  track: Track,
  look: BandLook,
  palette: Palette,
  history: BandHistory | null,
  shareOf: (age: number) => number,
): void {
  context.lineCap = 'butt'
  context.lineJoin = 'round'
  stroke(context, track, 0, 1, palette.canvas, look.width + 3, 0)
  context.globalAlpha = 0.5
  stroke(context, track, 0, 1, look.colour, look.width, 0)
  if (history) {
    for (let age = 0; age < history.length - 1; age++) {
      const from = Math.max(0, shareOf(age))
      const to = Math.min(1, shareOf(age + 1))
      if (from >= 1) break
      if (to <= from) continue
      // Over the half-strong band: together between 0.5 and 0.95.
      context.globalAlpha = 0.9 * history.level(age) ** 2
      stroke(context, track, from, to, look.colour, look.width, 0)
    }
  }
  context.globalAlpha = 1
  if (look.footShare > 0.005) {
    const foot = Math.max(1.5, look.width * look.footShare)
    stroke(context, track, 0, 1, look.foot, foot, look.width / 2 + foot / 2)
  }
}

/** Strokes the part of a track between two shares, moved sideways by `shift`. */
function stroke(
  context: CanvasRenderingContext2D,
  track: Track,
  from: number,
  to: number,
  colour: string,
  width: number,
  shift: number,
): void {
  const { curve } = track
  const upright = Math.abs(curve.to.x - curve.from.x) < Math.abs(curve.to.y - curve.from.y) / 4
  const dx = upright ? shift : 0
  const dy = upright ? 0 : shift
  context.beginPath()
  context.moveTo(track.x(from) + dx, track.y(from) + dy)
  for (let step = Math.floor(from * steps) + 1; step < to * steps; step++) {
    context.lineTo(track.x(step / steps) + dx, track.y(step / steps) + dy)
  }
  context.lineTo(track.x(to) + dx, track.y(to) + dy)
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke()
}

/** A publisher held back: bars along the wire and a gate before its end. */
export function paintGate(context: CanvasRenderingContext2D, track: Track, palette: Palette): void {
  context.lineCap = 'butt'
  stroke(context, track, 0, 1, palette.canvas, 10, 0)
  context.setLineDash([2, 2.4])
  stroke(context, track, 0, 0.86, palette.blocked, 7, 0)
  context.setLineDash([])
  stroke(context, track, 0.88, Math.min(1, 0.88 + 3 / track.length), palette.blocked, 16, 0)
}
