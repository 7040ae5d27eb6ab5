import { clientBugs } from './clients.ts'
import { deliveringBugs } from './delivering.ts'
import { dyingBugs } from './dying.ts'
import { enteringBugs } from './entering.ts'
import { expiringBugs } from './expiring.ts'
import { keepingBugs } from './keeping.ts'
import { letterBugs } from './letters.ts'
import { nodeBugs } from './nodes.ts'
import type { PlantedBug } from './planted-bug.ts'
import { quorumBugs } from './quorum.ts'
import { routingBugs } from './routing.ts'
import { sessionBugs } from './sessions.ts'
import { settlingBugs } from './settling.ts'

/** All of them: what `sluice soak --planted` plants one after another. */
export const plantedBugs: readonly PlantedBug[] = [
  ...enteringBugs,
  ...routingBugs,
  ...deliveringBugs,
  ...settlingBugs,
  ...dyingBugs,
  ...expiringBugs,
  ...quorumBugs,
  ...nodeBugs,
  ...letterBugs,
  ...keepingBugs,
  ...clientBugs,
  ...sessionBugs,
]
