import { beforeEach, expect, test } from 'vitest'
import { addAt, buildNew, draftScene, edit, moveTo, redo, remove, undo, useDraft } from './draft.ts'
import { renamePart } from './draft-rename.ts'
import { placesOf, usePlacement } from './placement.ts'
import { useSelection } from './run-selection.ts'

beforeEach(buildNew)

const queues = () => useDraft.getState().scenario!.topology.queues.map(({ name }) => name)
const place = (node: string) => placesOf(usePlacement.getState(), draftScene).get(node)

test('a part lands where it was dropped and is chosen', () => {
  addAt('queue', { x: 40, y: 60 })
  expect(place('queue:queue')).toEqual({ x: 40, y: 60 })
  expect(useSelection.getState().selected).toEqual({ kind: 'queue', name: 'queue' })
})

test('undo takes back the part and its place, redo brings both again', () => {
  addAt('queue', { x: 40, y: 60 })
  undo()
  expect([queues(), place('queue:queue')]).toEqual([[], undefined])
  redo()
  expect([queues(), place('queue:queue')]).toEqual([['queue'], { x: 40, y: 60 }])
})

test('a drag is one step to undo', () => {
  addAt('queue', { x: 0, y: 0 })
  moveTo('queue:queue', 'queue', { x: 1, y: 1 })
  moveTo('queue:queue', 'queue', { x: 9, y: 9 })
  undo()
  expect(place('queue:queue')).toEqual({ x: 0, y: 0 })
})

test('an edit that changes nothing is no step', () => {
  addAt('queue', { x: 0, y: 0 })
  edit({ what: 'rename', name: 'queue' }, (scenario) =>
    renamePart(scenario, { kind: 'queue', name: 'queue' }, 'queue'),
  )
  expect(useDraft.getState().history.past).toHaveLength(1)
})

test('what was removed is no longer chosen', () => {
  const part = addAt('queue', { x: 0, y: 0 })!
  remove(part)
  expect(queues()).toEqual([])
  expect(useSelection.getState().selected).toBeNull()
})
