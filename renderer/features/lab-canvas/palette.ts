/** The colours a canvas needs, read from the page's tokens: a canvas knows no CSS variables. */
import type { MarkKind } from './mark-pool.ts'

export interface Palette {
  readonly canvas: string
  readonly ink: string
  readonly blocked: string
  readonly marks: Readonly<Record<MarkKind, string>>
  readonly attempt: string
  readonly font: string
}

export function paletteOf(element: Element): Palette {
  const computed = getComputedStyle(element)
  const token = (name: string) => computed.getPropertyValue(`--${name}`).trim()
  return {
    canvas: token('bg-canvas'),
    ink: token('ink-1'),
    blocked: token('blocked'),
    marks: {
      ready: token('ready'),
      unacked: token('unacked'),
      acked: token('acked'),
      redelivered: token('redelivered'),
      dead: token('dead'),
      expired: token('expired'),
    },
    attempt: token('redelivered-text'),
    font: `600 9.5px ${computed.fontFamily}`,
  }
}
