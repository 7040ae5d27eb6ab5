/** What a shell starts from: one host for its lifetime, one session for each page that connects. */
import { answer, type Wire } from './answer.ts'
import { realConnectors } from './connectors.ts'
import { EngineLink } from './engine-link.ts'
import { Fidelity } from './fidelity.ts'
import { MemorySecrets, type SecretStore } from './secrets.ts'
import { type About, type Host, Session } from './session.ts'
import { ShippedScenarios } from './shipped-scenarios.ts'
import { Workspace } from './workspace.ts'

export interface HostOptions {
  readonly about: About
  /** Folder of the scenarios that come with the app. */
  readonly scenarios: string
  /** Folder private to the user; made when it is missing. */
  readonly workspace: string
  /** The file of the thread that compares the engine with the recorded servers. */
  readonly fidelityEntry: URL | string
  /** Where passwords are kept; in memory when the shell has no better place. */
  readonly secrets?: SecretStore
}

export const createHost = ({
  about,
  scenarios,
  workspace,
  fidelityEntry,
  secrets,
}: HostOptions): Host => ({
  about,
  workspace: new Workspace(workspace),
  shipped: new ShippedScenarios(scenarios),
  secrets: secrets ?? new MemorySecrets(),
  fidelity: new Fidelity(fidelityEntry),
  connectors: realConnectors,
  nowMs: () => performance.now(),
})

export interface PageEnd {
  /** Calls of the page, as text. */
  readonly wire: Wire
  readonly sendFrame: (frame: Uint8Array<ArrayBuffer>) => void
}

/** Opens a session for one page and answers it until its wire closes. `engineEntry` is the worker's file; `report` hears of our own mistakes. */
export function openSession(
  host: Host,
  engineEntry: URL | string,
  page: PageEnd,
  report: (error: unknown) => void,
): Session {
  const session = new Session(host, new EngineLink(engineEntry, page.sendFrame, report))
  answer(page.wire, session.router, report)
  page.wire.onClose(() => void session.dispose())
  return session
}
