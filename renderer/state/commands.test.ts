import { beforeEach, expect, test } from 'vitest'
import { allCommands, type Command, registerCommands, useCommandRegistry } from './commands.ts'

const command = (id: string, group: Command['group'] = 'actions', title = id): Command => ({
  id,
  group,
  title,
  run: () => {},
})
const titles = () => allCommands(useCommandRegistry.getState()).map(({ title }) => title)

beforeEach(() => useCommandRegistry.setState({ sets: new Map() }))

test('commands stand group after group, whoever came first', () => {
  registerCommands([command('settings', 'places'), command('run')])
  registerCommands([command('orders', 'things')])
  expect(titles()).toEqual(['orders', 'run', 'settings'])
})

test('what left the screen is no longer offered', () => {
  const leave = registerCommands([command('run')])
  registerCommands([command('step')])
  leave()
  expect(titles()).toEqual(['step'])
})

test('the latest registration of an id holds', () => {
  registerCommands([command('run', 'actions', 'Run')])
  registerCommands([command('run', 'actions', 'Pause')])
  expect(titles()).toEqual(['Pause'])
})
