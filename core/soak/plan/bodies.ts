import { emptyTable, type FieldTable } from '#core/model/topology.ts'
import type { Dice } from '#core/soak/dice.ts'
import type { Feature } from './features.ts'

const bodyCount = 32

/** What a publisher sends again and again. */
export interface Body {
  readonly headers: FieldTable
  /** What consumers see of the headers: all but BCC. */
  readonly shownHeaders: FieldTable
  readonly copyKeys: readonly string[]
  readonly blindKeys: readonly string[]
  readonly sizeBytes: number
  readonly expirationMs: number | null
  readonly priority: number | null
  readonly persistent: boolean
  /** Tells this body from all others. */
  readonly userRef: number
}

const plainTables: readonly FieldTable[] = [
  emptyTable,
  emptyTable,
  { fields: [['h', 1]] },
  {
    fields: [
      ['h', 2],
      ['k', 'v'],
    ],
  },
]
const copyTables: readonly FieldTable[] = [
  { fields: [['CC', ['b', 'x.y']]] },
  {
    fields: [
      ['BCC', ['c']],
      ['h', 1],
    ],
  },
]

export function bodiesOf(dice: Dice, chosen: ReadonlySet<Feature>): readonly Body[] {
  const tables = chosen.has('copy-keys') ? [...plainTables, ...copyTables] : plainTables
  return Array.from({ length: bodyCount }, (_, userRef) => {
    const headers = dice.pick(tables)
    return {
      headers,
      shownHeaders: { fields: headers.fields.filter(([name]) => name !== 'BCC') },
      copyKeys: textsIn(headers, 'CC'),
      blindKeys: textsIn(headers, 'BCC'),
      sizeBytes: dice.below(9),
      expirationMs: chosen.has('expiration') && dice.chance(0.3) ? dice.below(30) : null,
      priority: chosen.has('priorities') && dice.chance(0.7) ? dice.below(12) : null,
      persistent: dice.chance(0.6),
      userRef,
    }
  })
}

function textsIn({ fields }: FieldTable, name: string): readonly string[] {
  const value = fields.find(([field]) => field === name)?.[1]
  return Array.isArray(value) ? value.map(String) : []
}
