/** The whole form of a scenario file: its head, and sections of named things and of list items. */
import { plural } from './definitions-left-out.ts'
import { limits } from './limits.ts'
import { brokerProfiles } from './scenario.ts'
import { bindingForm, exchangeForm, nameText, queueForm } from './scenario-file-broker.ts'
import { consumerForm } from './scenario-file-consumers.ts'
import { expectationKind } from './scenario-file-events.ts'
import { faultKind } from './scenario-file-faults.ts'
import { type Form, form, nullable, optional, type ReadOf, required } from './scenario-file-form.ts'
import { type Kind, oneOf, text, whole, wrong } from './scenario-file-kind.ts'
import { producerForm } from './scenario-file-load.ts'
import { duration } from './scenario-file-measure.ts'
import { type FileNode, quoted } from './scenario-file-node.ts'
import { policyForm } from './scenario-file-policies.ts'

/** The version of the file form this code writes. */
export const fileVersion = 1

/** Something read, with where it stands. */
export interface Named<T> {
  readonly name: string
  readonly at: number
  readonly node: FileNode
  readonly read: T
}
export interface Listed<T> {
  readonly node: FileNode
  readonly read: T
}

/** A map from names to forms. An empty section or thing may be left empty in the file. */
function named<T>(noun: string, kind: Form<T>, most: number): Kind<readonly Named<T>[]> {
  return {
    read(node, where) {
      if (node.kind === 'scalar' && node.value === null) return []
      if (node.kind !== 'map') return wrong(node, where, `a map from names to ${plural(noun)}`)
      if (node.entries.length > most) {
        return wrong(
          node,
          where,
          `at most ${most} ${plural(noun)}`,
          `it has ${node.entries.length}`,
        )
      }
      const list: Named<T>[] = []
      for (const { key, at, value } of node.entries) {
        const subject = `${noun[0]!.toUpperCase()}${noun.slice(1)} ${quoted(key)}`
        const inside = { ...where, subject, field: '' }
        const name = { kind: 'scalar', at, value: key, written: key } as const
        const empty = value.kind === 'scalar' && value.value === null
        const fields: FileNode = empty ? { kind: 'map', at, entries: [] } : value
        const known = nameText.read(name, { ...inside, field: 'its name' })
        const read = kind.read(fields, inside)
        if (known !== undefined && read !== undefined)
          list.push({ name: key, at, node: fields, read })
      }
      return list
    },
    write: (list) => ({ fields: list.map(({ name, read }) => [name, kind.write(read)] as const) }),
    schema: {
      type: ['object', 'null'],
      propertyNames: { minLength: 1, maxLength: limits.nameBytes },
      additionalProperties:
        'required' in kind.schema ? kind.schema : { ...kind.schema, type: ['object', 'null'] },
    },
  }
}

function listed<T>(noun: string, kind: Kind<T>, most: number): Kind<readonly Listed<T>[]> {
  return {
    read(node, where) {
      if (node.kind === 'scalar' && node.value === null) return []
      if (node.kind !== 'list') return wrong(node, where, `a list, each ${noun} on a line with -`)
      if (node.items.length > most) {
        return wrong(node, where, `at most ${most} ${noun}s`, `it has ${node.items.length}`)
      }
      const list: Listed<T>[] = []
      for (const [index, item] of node.items.entries()) {
        const subject = `${noun[0]!.toUpperCase()}${noun.slice(1)} ${index + 1}`
        const read = kind.read(item, { ...where, subject, field: '' })
        if (read !== undefined) list.push({ node: item, read })
      }
      return list
    },
    write: (list) => list.map(({ read }) => kind.write(read)),
    schema: { type: ['array', 'null'], maxItems: most, items: kind.schema },
  }
}

export const scenarioForm = form({
  sluice: required(
    { ...whole(fileVersion, fileVersion), schema: { const: fileVersion } },
    'The version of the file form.',
  ),
  scenario: required(text(1, 200), 'Its title, such as scenario: Order intake.'),
  summary: optional(text(0, 2000), '', 'What to watch, in one or two sentences.'),
  profile: {
    ...optional(oneOf(brokerProfiles), brokerProfiles[0], 'Whose rules hold.'),
    always: true,
  },
  seed: { ...optional(whole(0, 0xffffffff), 1, 'Same seed, same run.'), always: true },
  duration: nullable(
    duration,
    'Virtual length of a run; left out, until nothing happens any more.',
  ),
  exchanges: optional(named('exchange', exchangeForm, limits.exchanges), [], 'By name.'),
  queues: optional(named('queue', queueForm, limits.queues), [], 'By name.'),
  bindings: optional(listed('binding', bindingForm, limits.bindings), [], 'From exchanges.'),
  policies: optional(named('policy', policyForm, limits.policies), [], 'By name.'),
  operatorPolicies: optional(
    named('operator policy', policyForm, limits.policies),
    [],
    'By name; they stand beside the others and override arguments.',
  ),
  producers: optional(named('producer', producerForm, limits.producers), [], 'By name.'),
  consumers: optional(named('consumer', consumerForm, limits.consumers), [], 'By name.'),
  faults: optional(listed('fault', faultKind, 10_000), [], 'What happens at a fixed time.'),
  expect: optional(listed('expectation', expectationKind, 1000), [], 'What must hold at the end.'),
})
export type ScenarioFields = ReadOf<typeof scenarioForm>
