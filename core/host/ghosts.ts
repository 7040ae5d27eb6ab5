import type { Outlet } from '#core/endpoint/door.ts'
import { Endpoint } from '#core/endpoint/endpoint.ts'
import type { Scenario } from '#core/model/scenario.ts'
import type { Guests } from '#core/simulation/guests.ts'

const nowhere: Outlet = { send: () => {}, end: () => {}, closing: () => {}, heed: () => {} }

/** The guests of a run that is run again: they do what they did, and what is sent to them goes nowhere. */
export const ghostsOf = ({ profile }: Pick<Scenario, 'profile'>): Guests =>
  new Endpoint({ profile, outlet: nowhere })
