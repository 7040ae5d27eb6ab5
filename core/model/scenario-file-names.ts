/** Rules about what things are called: unique, sendable, and told apart by the eye. */
import { limits } from './limits.ts'
import type { Scenario } from './scenario.ts'
import { utf8Bytes } from './scenario-file-kind.ts'
import { quoted } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import type { Origin, Origins } from './scenario-file-read.ts'

interface Called {
  readonly noun: string
  readonly name: string
  readonly origin: Origin
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

export function checkNames(scenario: Scenario, origins: Origins, problems: Problems): void {
  const { exchanges, queues } = scenario.topology
  const called = (noun: string, things: readonly { name: string }[], places: readonly Origin[]) =>
    things.map(({ name }, index): Called => ({ noun, name, origin: places[index]! }))
  checkLooks(called('Exchange', exchanges, origins.exchanges), problems)
  checkLooks(called('Queue', queues, origins.queues), problems)
  const actors = [
    ...called('Producer', scenario.producers, origins.producers),
    ...called('Consumer', scenario.consumers, origins.consumers),
  ]
  checkLooks(actors, problems)
  checkActors(scenario, actors, problems)
}

function checkLooks(things: readonly Called[], problems: Problems): void {
  const byLook = new Map<string, string>()
  for (const { noun, name, origin } of things) {
    const subject = `${noun} ${quoted(name)}`
    if (invisible.test(name)) {
      problems.hint(origin.at, `${subject}: its name holds invisible characters.`)
    } else if (name.trim() === '') {
      problems.hint(origin.at, `${subject}: its name is only spaces.`)
    }
    const look = name.normalize('NFKC')
    const other = byLook.get(look)
    if (other !== undefined && other !== name) {
      problems.hint(
        origin.at,
        `${subject}: another name looks the same and is written in other characters.`,
      )
    }
    byLook.set(look, name)
  }
}

function checkActors(scenario: Scenario, actors: readonly Called[], problems: Problems): void {
  const specs = [...scenario.producers, ...scenario.consumers]
  const groupOf = new Map<string, string>()
  for (const [index, { noun, name, origin }] of actors.entries()) {
    if (groupOf.has(name)) {
      problems.error(
        origin.at,
        `${noun} ${quoted(name)}: another producer or consumer is called so too: rename one of the two.`,
      )
    }
    groupOf.set(name, specs[index]!.group)
    if (utf8Bytes(name) > limits.nameBytes) {
      problems.error(
        origin.at,
        `${noun} ${quoted(name)}: its name is longer than ${limits.nameBytes} bytes: shorten it.`,
      )
    }
  }
  const rolesOf = new Map<string, string>()
  for (const [index, { noun, origin }] of actors.entries()) {
    const { name, group } = specs[index]!
    const role = rolesOf.get(group)
    const owner = groupOf.get(group)
    const foreign = owner !== undefined && owner !== group
    if (foreign || (role !== undefined && role !== noun)) {
      problems.error(
        origin.at,
        `${noun} ${quoted(name)}: its group ${quoted(group)} is also the name of something else, so a dial would turn both: rename the group.`,
      )
    }
    rolesOf.set(group, noun)
  }
}
