import { expect, test } from 'vitest'
import { tankCell } from '#core/contract/frame.ts'
import { cellPitch, decadesOf, drawTank, shortCount, type TankContents } from './tank.ts'

const width = 264
const tank = (change: Partial<TankContents>): TankContents => ({
  ready: 0,
  unacked: 0,
  cells: null,
  limit: null,
  ...change,
})
const cells = (path: string) => path.split('M').length - 1

test('a message is a cell', () => {
  const picture = drawTank(tank({ ready: 34, unacked: 8 }), width, 1)
  expect(picture.every).toBe(1)
  expect(cells(picture.ready)).toBe(34)
  expect(cells(picture.unacked)).toBe(8)
})

test('cells that would overflow stand for 2, 5, 10 messages', () => {
  const every = (ready: number) => drawTank(tank({ ready }), width, 1).every
  expect([45, 46, 90, 91, 226, 400, 9000].map(every)).toEqual([1, 2, 2, 5, 10, 10, 200])
})

test('a finer scale returns only when it fits with room to spare', () => {
  expect(drawTank(tank({ ready: 44 }), width, 2).every).toBe(2)
  expect(drawTank(tank({ ready: 30 }), width, 2).every).toBe(1)
})

test('the needle stands between ready and unacked', () => {
  const { needle } = drawTank(tank({ ready: 3, unacked: 4 }), width, 1)
  expect(needle).toBeLessThan(width - 4 * cellPitch)
  expect(needle).toBeGreaterThan(width - 6 * cellPitch)
})

test('redelivered cells have a hole, wherever they are', () => {
  const states = new Uint8Array(96)
  states.set([tankCell.ready, tankCell.redelivered, tankCell.unackedRedelivered])
  const picture = drawTank(tank({ ready: 2, unacked: 1, cells: states }), width, 1)
  expect([picture.ready, picture.redelivered, picture.unacked].map(cells)).toEqual([1, 2, 0])
  expect(cells(picture.unackedRedelivered)).toBe(2)
})

test('the wall of a limit is drawn where the limit is, once that is in sight', () => {
  expect(drawTank(tank({ ready: 5, limit: 20 }), width, 1).wall).toBeCloseTo(
    264 - 20 * cellPitch - 2,
  )
  expect(drawTank(tank({ ready: 5, limit: 1000 }), width, 1).wall).toBeNull()
  expect(drawTank(tank({ ready: 1000, limit: 1000 }), width, 1).wall).not.toBeNull()
})

test('over ten thousand the tank is a bar of decades', () => {
  expect(drawTank(tank({ ready: 34_208 }), width, 1).scale).toBe('log')
  const decades = decadesOf(34_208)
  expect(decades.map(({ label }) => label)).toEqual(['1', '10', '100', '1k', '10k', '100k'])
  expect(decades.map(({ filled }) => Math.round(filled * 100))).toEqual([100, 100, 100, 100, 53, 0])
})

test('a short count keeps two digits', () => {
  expect([940, 1200, 12_000, 3_400_000].map(shortCount)).toEqual(['940', '1.2k', '12k', '3.4M'])
})
