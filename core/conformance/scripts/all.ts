/** Every scenario, in the order of their numbers. */
import type { Scenario } from '../scenario.ts'
import { consuming } from './consuming.ts'
import { declaring } from './declaring.ts'
import { dying } from './dying.ts'
import { foundCounting } from './found-counting.ts'
import { foundOrders } from './found-orders.ts'
import { foundTurns } from './found-turns.ts'
import { limitScenarios } from './limits.ts'
import { ownConsuming } from './own-consuming.ts'
import { ownDeclaring } from './own-declaring.ts'
import { ownDying } from './own-dying.ts'
import { ownExchanges } from './own-exchanges.ts'
import { ownLevels } from './own-levels.ts'
import { ownLimits } from './own-limits.ts'
import { ownPublishing } from './own-publishing.ts'
import { ownServer } from './own-server.ts'
import { ownSettling } from './own-settling.ts'
import { routing } from './routing.ts'
import { server } from './server.ts'
import { settling } from './settling.ts'
import { soleConsumers } from './sole-consumers.ts'

const numberOf = ({ id }: Scenario) => Number(id.slice(1))

export const scenarios: readonly Scenario[] = [
  ...routing,
  ...declaring,
  ...consuming,
  ...settling,
  ...soleConsumers,
  ...limitScenarios,
  ...dying,
  ...server,
  ...ownExchanges,
  ...ownPublishing,
  ...ownServer,
  ...ownDeclaring,
  ...ownConsuming,
  ...ownSettling,
  ...ownLimits,
  ...ownLevels,
  ...ownDying,
  ...foundCounting,
  ...foundOrders,
  ...foundTurns,
].sort((a, b) => numberOf(a) - numberOf(b))
