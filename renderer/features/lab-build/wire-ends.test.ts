import { expect, test } from 'vitest'
import { wireEnds } from './wire-ends.ts'

test('the ends of a wire are read from its id, names with spaces and colons too', () => {
  expect(wireEnds('route exchange:orders queue:a b:c')).toEqual({
    from: { kind: 'exchange', name: 'orders' },
    to: { kind: 'queue', name: 'a b:c' },
  })
})

test('a stack of replicas is the group', () => {
  expect(wireEnds('deliver queue:tasks consumers:worker')?.to).toEqual({
    kind: 'consumer',
    name: 'worker',
  })
})

test('what is no wire has no ends', () => {
  expect(wireEnds('nonsense')).toBeNull()
})
