import { expect, test } from 'vitest'
import type { Command } from '#renderer/state/commands.ts'
import { findCommands, rowsPerGroup } from './palette-find.ts'

const command = (title: string, group: Command['group']): Command => ({
  id: `${group} ${title}`,
  group,
  title,
  run: () => {},
})

test('groups keep their order, and the best match stands first in each', () => {
  const commands = [
    command('Settings', 'places'),
    command('upset', 'things'),
    command('set', 'things'),
    command('Set the seed', 'actions'),
  ]
  const { shown } = findCommands(commands, 'set')
  expect(shown.map((found) => found.command.title)).toEqual([
    'set',
    'upset',
    'Set the seed',
    'Settings',
  ])
})

test('ten thousand queues are counted and a readable part of them shown', () => {
  const queues = Array.from({ length: 10_000 }, (_, index) => command(`orders.${index}`, 'things'))
  const { shown, total } = findCommands([...queues, command('Open orders', 'actions')], 'orders')
  expect(total).toBe(10_001)
  expect(shown).toHaveLength(rowsPerGroup + 1)
})
