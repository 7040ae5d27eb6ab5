/** What is said to a broker byte by byte, and what comes back: the same on a real server and on the endpoint. */

import { brokenCases } from './broken-cases.fixture.ts'
import { consumeCases } from './consume-cases.fixture.ts'
import { exchangeCases } from './exchange-cases.fixture.ts'
import { frameCases } from './frame-cases.fixture.ts'
import { publishCases } from './publish-cases.fixture.ts'
import { queueCases } from './queue-cases.fixture.ts'
import { settleCases } from './settle-cases.fixture.ts'
import type { WireCase } from './wire-case.fixture.ts'

export const wireCases: readonly WireCase[] = [
  ...frameCases,
  ...settleCases,
  ...exchangeCases,
  ...queueCases,
  ...consumeCases,
  ...publishCases,
  ...brokenCases,
]
