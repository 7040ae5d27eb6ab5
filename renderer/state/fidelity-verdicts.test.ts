import { expect, test } from 'vitest'
import { scenarios } from '#core/conformance/scripts/all.ts'
import type { FidelityCase } from '#core/contract/fidelity-shapes.ts'
import { evidenceFor, topicOfArgument, topics } from './fidelity-topics.ts'
import { foldOf, ruleParts, sameAsEngine, totalsOf } from './fidelity-verdicts.ts'

const caseOf = (more: Partial<FidelityCase>): FidelityCase => ({
  name: 'K1 classic',
  id: 'K1',
  kind: 'classic',
  title: 'a title',
  rule: 'A1 (Exchanges)',
  outcome: '',
  lacks: null,
  verdicts: [],
  ...more,
})
const shipped = scenarios.flatMap(({ id, title, rule, queueTypes }) =>
  queueTypes.map((kind) => caseOf({ name: `${id} ${kind}`, id, title, rule, kind })),
)

test('a rule is its sections and its pages', () => {
  expect(ruleParts('A5, A13 (Quorum Queues: requeue)')).toEqual({
    sections: ['A5', 'A13'],
    source: 'Quorum Queues: requeue',
  })
  expect(ruleParts('A9')).toEqual({ sections: ['A9'], source: '' })
})

test('a script belongs to the topic of its first section', () => {
  expect(foldOf(caseOf({ rule: 'A2, A7 (Publishers)' }))).toBe('routing')
  expect(foldOf(caseOf({ rule: 'A10 (Alarms)' }))).toBe('dying')
})

test('other versions that say what the engine says are named, the one compared is not', () => {
  const servers = ['3.10.8', '4.0.5', '4.3.6'].map((version) => ({
    version,
    profile: version.slice(0, 3),
    recordedOn: '2026-11-21',
  }))
  const each = caseOf({
    verdicts: [
      ['different', 'equal', 'equal'],
      ['equal', 'equal', 'equal'],
      ['equal', 'different', 'different'],
    ],
  })
  expect(sameAsEngine(each, servers, 0, 0)).toEqual(['4.0.5', '4.3.6'])
  expect(sameAsEngine(each, servers, 1, 1)).toEqual(['3.10.8'])
})

test('totals count every cell once', () => {
  expect(totalsOf(['equal', 'equal', 'broken'])).toEqual({
    equal: 2,
    different: 0,
    unsupported: 0,
    broken: 1,
  })
})

test.each(topics)(
  'there is evidence for %s among the shipped scripts, and not everything is',
  (topic) => {
    const found = evidenceFor(shipped, topic, null)
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(shipped.length / 2)
  },
)

test('evidence is of the kind of queue it is asked for, where there is any', () => {
  const kinds = (topic: 'ttl' | 'quorum', kind: 'classic' | 'quorum') =>
    new Set(evidenceFor(shipped, topic, kind).map((each) => each.kind))
  expect(kinds('ttl', 'quorum')).toEqual(new Set(['quorum']))
  expect(kinds('ttl', 'classic')).toEqual(new Set(['classic']))
  const ids = evidenceFor(shipped, 'ttl', 'classic').map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(['K39', 'K40', 'K41', 'K140']))
  expect(ids).not.toContain('K14')
})

test('an argument leads to its rule, any other word to none', () => {
  expect(topicOfArgument('x-max-length-bytes')).toBe('length')
  expect(topicOfArgument('x-unheard-of')).toBeNull()
  expect(topicOfArgument('constructor')).toBeNull()
})
