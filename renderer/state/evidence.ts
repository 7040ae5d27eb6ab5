/** How far a rule is evidenced: what its scripts came to against the server of a scenario's profile. */
import type { FidelityCase, FidelityTable } from '#core/contract/fidelity-shapes.ts'
import { evidenceFor, type Topic } from './fidelity-topics.ts'
import { cellOf } from './fidelity-verdicts.ts'

export interface Evidence {
  readonly is: 'equal' | 'different' | 'broken' | 'unsupported'
  readonly version: string
  readonly recordedOn: string
  /** Scripts the rule is compared by, and those of them that are equal or could not be run. */
  readonly all: number
  readonly equal: number
  readonly missing: number
  /** The first that is not equal, or simply the first: what is opened. */
  readonly first: FidelityCase
  /** What the engine lacks for those that could not be run. */
  readonly lacks: string | null
}

/** Null when no server of that profile was recorded, or no script is about the rule. */
export function evidenceOf(
  { servers, cases }: FidelityTable,
  topic: Topic,
  kind: FidelityCase['kind'] | null,
  profile: string,
): Evidence | null {
  const server = servers.findIndex((each) => each.profile === profile)
  const found = evidenceFor(cases, topic, kind)
  if (server < 0 || found.length === 0) return null
  const { version, recordedOn } = servers[server]!
  const verdict = ({ verdicts }: FidelityCase) => cellOf(verdicts[server]![server]!)
  const firstThat = (wanted: string) => found.find((each) => verdict(each) === wanted)
  const count = (wanted: string) => found.filter((each) => verdict(each) === wanted).length
  const wrong = firstThat('different') ?? firstThat('broken')
  const lacking = firstThat('unsupported')
  const equal = count('equal')
  const is = wrong ? verdict(wrong) : equal > 0 ? 'equal' : 'unsupported'
  return {
    is,
    version,
    recordedOn,
    all: found.length,
    equal,
    missing: count('unsupported'),
    first: wrong ?? firstThat('equal') ?? found[0]!,
    lacks: lacking?.lacks ?? null,
  }
}

/** `rabbitmq@4.3` as the profile of a recorded server, `4.3`. */
export const profileOf = (brokerProfile: string): string => brokerProfile.replace(/^.*@/, '')
