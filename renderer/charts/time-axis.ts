/** The one time axis: how far it reaches, where its ticks stand, and how a time is written. Times are microseconds. */

/** What the axis shows. `changedMs`: wall time of its last change. */
export interface TimeSpan {
  readonly fromUs: number
  readonly toUs: number
  readonly changedMs: number
}

/** Axes cost far more than lines, so they move at most twice a second. */
export const spanEveryMs = 500
/** An empty chart shows this much of the run to come, at the speed it runs. */
const firstSpanSeconds = 10
const shortestSpanUs = 1000

/** The span of a run that stands at `nowUs`. `speed`: virtual seconds per wall second, at most finite. */
export function firstSpan(nowUs: number, speed: number, nowMs: number): TimeSpan {
  const span = Math.max(shortestSpanUs, firstSpanSeconds * 1e6 * Math.min(speed, 1000))
  return { fromUs: 0, toUs: Math.max(span, nowUs), changedMs: nowMs }
}

/**
 * Follows the clock: the same object while now is still inside, else a span that reaches as far ahead as the run gets in
 * half a second. A run that jumped back gets a new span.
 */
export function followSpan(
  span: TimeSpan,
  wasUs: number,
  nowUs: number,
  speed: number,
  nowMs: number,
): TimeSpan {
  if (nowUs < wasUs) return firstSpan(nowUs, speed, nowMs)
  if (nowUs <= span.toUs || nowMs - span.changedMs < spanEveryMs) return span
  const sinceMs = Math.min(nowMs - span.changedMs, spanEveryMs * 2)
  const aheadUs = Number.isFinite(speed)
    ? speed * spanEveryMs * 1000
    : ((nowUs - span.toUs) / sinceMs) * spanEveryMs
  return { fromUs: span.fromUs, toUs: nowUs + Math.max(aheadUs, nowUs * 0.004), changedMs: nowMs }
}

const second = 1e6
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * 1000),
  ...[1, 2, 5, 10, 20, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * minute),
  ...[1, 2, 4, 6, 12].map((hours) => hours * hour),
]

/** Distance of the ticks: the finest that leaves at most `most` of them. */
export function timeStep(spanUs: number, most: number): number {
  const fine = steps.find((step) => spanUs / step <= most)
  if (fine !== undefined) return fine
  const days = spanUs / day / most
  const power = 10 ** Math.floor(Math.log10(days))
  return day * power * ([1, 2, 5, 10].find((nice) => nice * power >= days) ?? 10)
}

export function timeTicks(span: TimeSpan, most: number): number[] {
  const step = timeStep(span.toUs - span.fromUs, most)
  const first = Math.ceil(span.fromUs / step)
  const count = Math.floor(span.toUs / step) - first + 1
  return Array.from({ length: count }, (_, index) => (first + index) * step)
}

const two = (value: number) => String(value).padStart(2, '0')

/** `02:13.5`, `1:02:13`, `3 d 04:00`. `digits`: decimals of the seconds. */
export function writeTime(timeUs: number, digits: 0 | 1 | 3): string {
  const unit = second / 10 ** digits
  const whole = Math.round(timeUs / unit)
  const fraction = digits === 0 ? '' : `.${String(whole % 10 ** digits).padStart(digits, '0')}`
  const seconds = Math.floor(whole / 10 ** digits)
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`
  if (days > 0) return `${days} d ${two(hours)}:${rest}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** A time as a tick says it, `step` apart from the next one. */
export function writeTick(timeUs: number, stepUs: number): string {
  if (stepUs >= day) return `${Math.round(timeUs / day)} d`
  return writeTime(timeUs, stepUs >= second ? 0 : stepUs >= second / 10 ? 1 : 3)
}
