/** The contrasts the look promises, recomputed from tokens.css [WCAG 2.2: relative luminance, contrast ratio]. */
import { expect, test } from 'vitest'
import css from './tokens.css?raw'

const themes = { light: tokensOf(':root'), dark: tokensOf(':root[data-theme="dark"]') }
type Theme = keyof typeof themes

/** Colours of the first block with this selector. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const from = css.indexOf(`${selector} {`)
  const block = css.slice(from, css.indexOf('}', from))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]),
  )
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(theme: Theme, one: string, other: string): number {
  const [dark, light] = [one, other]
    .map((name) => luminance(themes[theme].get(name)!))
    .sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** To one decimal, as the table is written. */
const ratio = (theme: Theme, one: string, other: string) =>
  Math.round(contrast(theme, one, other) * 10) / 10
const surfaces = ['bg-canvas', 'bg-panel', 'bg-raised', 'bg-hover']
const worst = (theme: Theme, name: string) =>
  Math.min(...surfaces.map((surface) => ratio(theme, name, surface)))

test('both themes define the same colours', () => {
  expect([...themes.dark.keys()].sort()).toEqual([...themes.light.keys()].sort())
  expect(themes.light.size).toBe(22 + 8 * 3)
})

/** graphic, text (worst of four surfaces) and text on its own wash. */
test.each([
  ['ready', [5.5, 6.4, 6.2], [5.4, 7.3, 7.0]],
  ['unacked', [3.1, 5.5, 5.6], [9.6, 10.4, 9.4]],
  ['acked', [3.2, 5.4, 5.4], [7.1, 8.4, 7.8]],
  ['redelivered', [5.2, 6.3, 6.0], [5.3, 7.3, 7.2]],
  ['dead', [5.0, 5.8, 5.6], [4.7, 6.7, 6.5]],
  ['expired', [5.8, 6.6, 6.4], [4.3, 6.8, 6.6]],
  ['delayed', [3.4, 5.1, 5.0], [9.1, 9.1, 8.7]],
  ['blocked', [11.3, 11.3, 10.3], [12.6, 12.6, 10.6]],
] as const)('%s keeps its contrast', (state, light, dark) => {
  const measured = (theme: Theme) => [
    worst(theme, state),
    worst(theme, `${state}-text`),
    ratio(theme, `${state}-text`, `${state}-wash`),
  ]
  expect(measured('light')).toEqual(light)
  expect(measured('dark')).toEqual(dark)
})

/** On canvas, panel, raised, hover, active and hand-wash. */
test.each([
  ['light', 'ink-1', [16.2, 17.2, 18.0, 14.9, 13.6, 16.4]],
  ['light', 'ink-2', [7.6, 8.1, 8.4, 7.0, 6.3, 7.7]],
  ['light', 'ink-3', [5.4, 5.7, 6.0, 5.0, 4.5, 5.5]],
  ['dark', 'ink-1', [16.6, 15.8, 14.8, 14.0, 12.9, 12.9]],
  ['dark', 'ink-2', [8.5, 8.1, 7.6, 7.2, 6.6, 6.6]],
  ['dark', 'ink-3', [5.9, 5.6, 5.3, 5.0, 4.6, 4.6]],
] as const)('%s %s can be read on every surface', (theme, ink, promised) => {
  const grounds = [...surfaces, 'bg-active', 'hand-wash']
  expect(grounds.map((ground) => ratio(theme, ink, ground))).toEqual(promised)
})

test('text on the hand colour can be read in both themes', () => {
  expect([ratio('light', 'hand-ink', 'hand'), ratio('dark', 'hand-ink', 'hand')]).toEqual([
    14.1, 14.2,
  ])
})

test('outlines stand out from canvas, panel and raised', () => {
  const edge = (theme: Theme) => surfaces.slice(0, 3).map((ground) => ratio(theme, 'edge', ground))
  expect(edge('light')).toEqual([3.2, 3.4, 3.5])
  expect(edge('dark')).toEqual([3.5, 3.3, 3.1])
})
