import { expect, test } from 'vitest'
import type {
  FidelityCase,
  FidelityTable,
  FidelityVerdict,
} from '#core/contract/fidelity-shapes.ts'
import { evidenceText } from '#renderer/i18n/evidence-text.ts'
import { sayIn } from '#renderer/i18n/text.ts'
import { evidenceOf, profileOf } from './evidence.ts'
import { evidenceSays } from './use-evidence.ts'

const about = (
  id: string,
  verdict: FidelityVerdict,
  lacks: string | null = null,
): FidelityCase => ({
  name: `${id} classic`,
  id,
  kind: 'classic',
  title: `rule ${id}`,
  rule: 'A6 (Time-to-Live)',
  outcome: '',
  lacks,
  verdicts: [[verdict]],
})
const tableOf = (...cases: FidelityCase[]): FidelityTable => ({
  servers: [{ version: '4.3.6', profile: '4.3', recordedOn: '2026-11-21' }],
  ranForMs: 1,
  cases,
})
const ttl = (...cases: FidelityCase[]) => evidenceOf(tableOf(...cases), 'ttl', 'classic', '4.3')
const says = (...cases: FidelityCase[]) =>
  evidenceSays(sayIn(evidenceText, 'en'), 'en', ttl(...cases)!)

test('a scenario’s profile names the server', () => {
  expect(profileOf('rabbitmq@4.3')).toBe('4.3')
  expect(evidenceOf(tableOf(about('K1', 'equal')), 'ttl', 'classic', '3.13')).toBeNull()
})

test('a rule without a script has no evidence', () => {
  expect(evidenceOf(tableOf(about('K1', 'equal')), 'priority', 'classic', '4.3')).toBeNull()
})

test('equal says to which server, recorded when, by how many scripts', () => {
  expect(ttl(about('K1', 'equal'), about('K2', 'equal'))).toMatchObject({ is: 'equal', equal: 2 })
  expect(says(about('K1', 'equal'), about('K2', 'equal'))).toBe(
    '2 of 2 scripts equal to RabbitMQ 4.3.6, recorded 21 Nov 2026.',
  )
})

test('one difference comes before all that is equal, and is what is opened', () => {
  const cases = [about('K1', 'equal'), about('K2', 'different'), about('K3', 'unsupported', 'x')]
  expect(ttl(...cases)).toMatchObject({ is: 'different', first: { id: 'K2' }, missing: 1 })
  expect(says(...cases)).toBe(
    'differs: Rule K2 (K2 classic); 1 of 3 scripts equal to RabbitMQ 4.3.6, recorded 21 Nov 2026. 1 more cannot be run yet.',
  )
})

test('what could not be run at all is not called equal', () => {
  expect(says(about('K1', 'unsupported', 'x-expires'))).toBe(
    'not supported yet, the engine does not have x-expires; scripts compared with RabbitMQ 4.3.6: 0 of 1.',
  )
  expect(ttl(about('K1', 'broken'), about('K2', 'equal'))).toMatchObject({ is: 'broken' })
})
