/** From a scenario to the tree its file holds: defaults left out, groups folded back into `count`. */
import type { Scenario } from './scenario.ts'
import { exchangeFields, queueFields } from './scenario-file-broker.ts'
import { consumerFields } from './scenario-file-consumers.ts'
import { entriesOf } from './scenario-file-groups.ts'
import { producerFields } from './scenario-file-load.ts'
import type { FileNode } from './scenario-file-node.ts'
import { policyFields } from './scenario-file-policies.ts'
import { fileVersion, scenarioForm } from './scenario-file-sections.ts'
import type { FieldValue } from './topology.ts'

/** Nothing written has a place yet. */
const nowhere: FileNode = { kind: 'map', at: 0, entries: [] }
const place = { at: 0, node: nowhere }

/** The canonical content of a file: maps as ordered pairs, so that any name is a key like another. */
export interface FileTree {
  readonly fields: readonly (readonly [string, FieldValue])[]
}

export function treeOf(scenario: Scenario): FileTree {
  const { exchanges, queues, bindings } = scenario.topology
  const policies = (operator: boolean) =>
    scenario.policies
      .filter((spec) => spec.operator === operator)
      .map((spec) => ({ name: spec.name, ...place, read: policyFields(spec) }))
  return scenarioForm.write({
    sluice: fileVersion,
    scenario: scenario.title,
    summary: scenario.summary,
    profile: scenario.profile,
    seed: scenario.seed,
    duration: scenario.durationUs,
    exchanges: exchanges.map((spec) => ({ name: spec.name, ...place, read: exchangeFields(spec) })),
    queues: queues.map((spec) => ({ name: spec.name, ...place, read: queueFields(spec) })),
    bindings: bindings.map((read) => ({ node: nowhere, read })),
    policies: policies(false),
    operatorPolicies: policies(true),
    producers: entriesOf(scenario.producers).map(({ key, actor, group, count }) => ({
      name: key,
      ...place,
      read: producerFields(actor, group, count),
    })),
    consumers: entriesOf(scenario.consumers).map(({ key, actor, group, count }) => ({
      name: key,
      ...place,
      read: consumerFields(actor, group, count),
    })),
    faults: scenario.faults.map((read) => ({ node: nowhere, read })),
    expect: scenario.expectations.map((read) => ({ node: nowhere, read })),
  })
}
