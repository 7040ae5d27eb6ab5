/** What the three bands show, in which shape and colour. */
import type { BandSpec, SeriesSpec } from '#renderer/charts/band-spec.ts'
import type { Say } from '#renderer/i18n/text.ts'
import { Mark, type MessageState } from '#renderer/ui/Mark.tsx'
import { writeCount, writeRate } from '#renderer/ui/number.ts'
import type { chartText } from './chart-text.ts'
import styles from './dock.module.css'
import { FocusChip } from './FocusChip.tsx'

type ChartSay = Say<(typeof chartText)['en']>

const ink = (strokeWidth: number) => (
  <svg width="12" height="12" aria-hidden="true">
    <path d="M0 6h12" className={styles.inkMark} style={{ strokeWidth }} />
  </svg>
)
const arrow = (
  <svg width="12" height="12" aria-hidden="true">
    <path d="M0 6h10M7 3l3 3-3 3" className={styles.inkMark} />
  </svg>
)
const box = (
  <svg width="12" height="12" aria-hidden="true">
    <path d="M2 2h8v8H2Z" className={styles.inkMark} />
  </svg>
)

const state = (name: MessageState) => ({
  mark: <Mark of={name} />,
  tone: `var(--${name})`,
  wordTone: `var(--${name}-text)`,
})
const inkTone = { tone: 'var(--ink-1)', wordTone: 'var(--ink-1)' }

/** A wait in seconds, three digits. */
function writeSeconds(seconds: number): string {
  if (Number.isNaN(seconds)) return '–'
  if (seconds === 0) return '0 s'
  if (seconds < 0.001) return '<0.001 s'
  const digits = seconds < 0.1 ? seconds.toFixed(3) : seconds.toFixed(2)
  return `${seconds < 100 ? digits : writeCount(seconds)} s`
}
const writeTick = (value: number) => (value >= 1000 ? writeCount(value) : String(value))

/** `window`: what the rates are a mean of, in words. */
export function bandSpecs(say: ChartSay, window: string): BandSpec[] {
  const percentile = (key: string, width: number): SeriesSpec => ({
    ...inkTone,
    key,
    label: key,
    mark: ink(width),
    width,
    paint: 'line',
    write: writeSeconds,
  })
  return [
    {
      id: 'depth',
      title: say('depth'),
      unit: say('messages'),
      aside: <FocusChip />,
      scale: 'linear',
      whole: true,
      share: 0.42,
      writeTick,
      series: [
        {
          ...inkTone,
          key: 'depth',
          label: say('depthTotal'),
          mark: box,
          width: 1,
          paint: 'none',
          write: writeCount,
        },
        {
          ...state('dead'),
          key: 'dead',
          label: say('deadTotal'),
          width: 1,
          paint: 'rug',
          write: writeCount,
        },
        {
          ...state('ready'),
          key: 'ready',
          drawnAt: 'depth',
          standsOn: 'unacked',
          label: say('ready'),
          width: 1.75,
          paint: 'area',
          write: writeCount,
        },
        {
          ...state('unacked'),
          key: 'unacked',
          label: say('unacked'),
          width: 1.5,
          paint: 'hatched',
          write: writeCount,
        },
      ],
    },
    {
      id: 'rates',
      title: say('rates'),
      unit: say('perSecond', { window }),
      scale: 'linear',
      whole: false,
      share: 0.29,
      writeTick,
      series: [
        {
          key: 'in',
          tone: 'var(--ink-2)',
          wordTone: 'var(--ink-1)',
          label: say('in'),
          mark: arrow,
          width: 1.2,
          paint: 'line',
          write: writeRate,
        },
        {
          ...state('unacked'),
          key: 'delivered',
          label: say('delivered'),
          width: 1.2,
          paint: 'line',
          write: writeRate,
        },
        {
          ...state('acked'),
          key: 'acked',
          label: say('acked'),
          width: 1.6,
          paint: 'line',
          write: writeRate,
        },
        {
          ...state('redelivered'),
          key: 'redelivered',
          label: say('redelivered'),
          width: 1.6,
          paint: 'line',
          write: writeRate,
        },
      ],
    },
    {
      id: 'wait',
      title: say('wait'),
      unit: say('secondsLog', { window }),
      scale: 'log',
      whole: false,
      share: 0.29,
      writeTick,
      inkBetween: ['p95', 'p50'],
      series: [percentile('p99', 1), percentile('p95', 1.25), percentile('p50', 1.9)],
    },
  ]
}
