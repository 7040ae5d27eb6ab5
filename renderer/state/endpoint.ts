/** The door for clients from outside, as the page knows it: asked for again while somebody looks or anybody may come. */
import { create } from 'zustand'
import type { ClientFault, EndpointState } from '#core/model/endpoint.ts'
import type { Link } from './link.ts'
import { adoptDescription, ask, attempt } from './run-control.ts'

export const useEndpoint = create<EndpointState>()(() => ({
  listening: null,
  rewound: false,
  clients: [],
  closures: [],
}))

type Calls = Link['calls']['endpoint']

/** Answers whether it went well; what did not is the run's sentence. */
function act(doing: (endpoint: Calls) => Promise<EndpointState>): Promise<boolean> {
  return ask(async ({ endpoint }) => useEndpoint.setState(await doing(endpoint)))
}

/** Opens the door; the run begins anew, for clients to be part of it. `port` null: the usual one, or one that is free. */
export async function openEndpoint(port: number | null): Promise<void> {
  if (await act((endpoint) => endpoint.open({ port }))) await adoptDescription()
}

export async function closeEndpoint(): Promise<void> {
  if (await act((endpoint) => endpoint.close({}))) await adoptDescription()
}

/** As a broken network would. */
export async function cutClient(connection: number): Promise<void> {
  await act((endpoint) => endpoint.cut({ connection }))
}

export async function hinderClient(connection: number, fault: ClientFault): Promise<void> {
  await act((endpoint) => endpoint.hinder({ connection, ...fault }))
}

/** Without a word when it fails: the next time tells. */
export async function refreshEndpoint(): Promise<void> {
  await attempt(async ({ endpoint }) => useEndpoint.setState(await endpoint.describe({})))
}
