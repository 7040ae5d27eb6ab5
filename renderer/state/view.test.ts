import { beforeEach, expect, test } from 'vitest'
import { languageOf, restoreView, setPaneSize, setView, themeOf, useView } from './view.ts'

const storage = (text: string | null) => {
  const kept = { text }
  return {
    kept,
    getItem: () => kept.text,
    setItem: (_: string, value: string) => {
      kept.text = value
    },
  }
}
const first = useView.getInitialState()

beforeEach(() => useView.setState(first, true))

test('the system is followed until something is chosen', () => {
  useView.setState({ system: { theme: 'dark', language: 'zh', reducedMotion: false } })
  expect([themeOf(useView.getState()), languageOf(useView.getState())]).toEqual(['dark', 'zh'])
  setView({ theme: 'light', language: 'en' })
  expect([themeOf(useView.getState()), languageOf(useView.getState())]).toEqual(['light', 'en'])
})

test('choices and pane sizes come back at the next visit', () => {
  const visits = storage(null)
  restoreView(visits)
  setView({ theme: 'dark', place: 'explore' })
  setPaneSize('labDock', 300)
  const kept = visits.kept.text
  useView.setState(first, true)
  restoreView(storage(kept))
  expect(useView.getState()).toMatchObject({
    theme: 'dark',
    place: 'explore',
    paneSizes: { labDock: 300 },
  })
})

test.each(['not json', 'null', '[]', '{"theme":"pink","paneSizes":7}'])(
  'a broken memory (%s) costs only what is broken in it',
  (text) => {
    restoreView(storage(text))
    expect(useView.getState()).toMatchObject({ theme: 'system', paneSizes: {} })
  },
)

test('one broken field does not cost the others', () => {
  restoreView(storage('{"theme":"pink","density":"comfortable","paneSizes":{"labDock":"x"}}'))
  expect(useView.getState()).toMatchObject({ theme: 'system', density: 'comfortable' })
})

test('a storage that refuses does not stop a choice', () => {
  restoreView({
    getItem: () => {
      throw new Error('forbidden')
    },
    setItem: () => {
      throw new Error('full')
    },
  })
  setView({ theme: 'dark' })
  expect(useView.getState().theme).toBe('dark')
})
