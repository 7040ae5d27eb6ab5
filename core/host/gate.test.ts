import { expect, test } from 'vitest'
import { Gate, unlockedMs } from './gate.ts'

function gateAt() {
  const clock = { ms: 0 }
  return { clock, gate: new Gate(() => clock.ms) }
}

test('a connection nobody unlocked is read-only', () => {
  const { gate } = gateAt()
  expect(gate.unlockedForMs('a')).toBe(null)
  expect(() => gate.demandUnlocked('a', 'prod')).toThrow('"prod" is read-only')
})

test.each(['', 'PROD', 'prod ', 'pro', 'prod\u0000'])(
  'typing "%s" does not unlock "prod"',
  (typed) => {
    const { gate } = gateAt()
    expect(() => gate.unlock('a', 'prod', typed)).toThrow('Type the connection')
    expect(gate.unlockedForMs('a')).toBe(null)
  },
)

test('the lock closes again after ten minutes, for that connection alone', () => {
  const { gate, clock } = gateAt()
  gate.unlock('a', 'prod', 'prod')
  gate.demandUnlocked('a', 'prod')
  expect(gate.unlockedForMs('a')).toBe(unlockedMs)
  expect(() => gate.demandUnlocked('b', 'other')).toThrow('read-only')
  clock.ms = unlockedMs - 1
  gate.demandUnlocked('a', 'prod')
  clock.ms = unlockedMs
  expect(() => gate.demandUnlocked('a', 'prod')).toThrow('read-only')
})

test('locking takes effect at once', () => {
  const { gate } = gateAt()
  gate.unlock('a', 'prod', 'prod')
  gate.lock('a')
  expect(() => gate.demandUnlocked('a', 'prod')).toThrow('read-only')
})
