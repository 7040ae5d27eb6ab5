import { expect, test } from 'vitest'
import { openForms, openSize, placeGroups, rowPlace } from './group-layout.ts'
import type { Box } from './layout.ts'
import type { Grouping } from './topology-groups.ts'

const groupings = (count: number, links: readonly (readonly [number, number])[]): Grouping => ({
  groups: Array.from({ length: count }, (_, at) => ({
    key: `g${at}`,
    label: `g${at}.*`,
    queues: Array.from({ length: 40 }, (_, queue) => `g${at}.${queue}`),
    exchanges: [],
    consumers: [],
    prefix: `g${at}`,
  })),
  links: links.map(([from, to]) => ({
    id: `${from} ${to}`,
    from: `g${from}`,
    to: `g${to}`,
    wires: [],
  })),
  groupOf: new Map(),
})
const room = { width: 800, height: 400 }
const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

test('no two groups cover each other, open or not', () => {
  for (const open of [null, 'g1']) {
    const boxes = [
      ...placeGroups(
        groupings(9, [
          [0, 1],
          [1, 2],
          [1, 3],
        ]),
        open,
        room,
      ).boxes.values(),
    ]
    const pairs = boxes.flatMap((a, at) => boxes.slice(at + 1).map((b) => apart(a, b)))
    expect(boxes).toHaveLength(9)
    expect(pairs.every(Boolean)).toBe(true)
  }
})

test('what receives stands to the right of what sends', () => {
  const boxes = placeGroups(
    groupings(3, [
      [2, 0],
      [0, 1],
    ]),
    null,
    room,
  ).boxes
  const xs = ['g2', 'g0', 'g1'].map((key) => boxes.get(key)!.x)
  expect(xs).toEqual([...xs].sort((a, b) => a - b))
})

test('groups without wires fill the room in its shape', () => {
  const boxes = [...placeGroups(groupings(12, []), null, room).boxes.values()]
  const width = Math.max(...boxes.map((box) => box.x + box.width))
  const height = Math.max(...boxes.map((box) => box.y + box.height))
  expect(width / height).toBeGreaterThan(1)
})

test('a long group is listed in more than one column, inside its frame', () => {
  const group = { queues: Array.from({ length: 80 }, (_, at) => `q${at}`) }
  for (const rowsMax of openForms) {
    const size = openSize(group, rowsMax)
    const places = [...group.queues.keys()].map((at) => rowPlace(group, at, rowsMax))
    expect(Math.max(...places.map(({ x }) => x + 200))).toBeLessThanOrEqual(size.width)
    expect(Math.max(...places.map(({ y }) => y + 14))).toBeLessThanOrEqual(size.height)
  }
})
