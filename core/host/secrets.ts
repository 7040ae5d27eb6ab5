/** Where passwords are kept: in the host, never in the page. A shell with a keyring may keep them longer than memory does. */
import type { ConnectionProfile } from '#core/model/connection.ts'

export interface SecretStore {
  read(id: string): Promise<string | null>
  write(id: string, secret: string): Promise<void>
  remove(id: string): Promise<void>
}

/** Forgets everything when the process ends. */
export class MemorySecrets implements SecretStore {
  readonly #kept = new Map<string, string>()

  async read(id: string): Promise<string | null> {
    return this.#kept.get(id) ?? null
  }

  async write(id: string, secret: string): Promise<void> {
    this.#kept.set(id, secret)
  }

  async remove(id: string): Promise<void> {
    this.#kept.delete(id)
  }
}

/**
 * Passwords bound to where they may be sent. A profile whose host, user or TLS changed finds no password, so that a
 * page cannot have a kept password sent elsewhere.
 */
export class Passwords {
  readonly #store: SecretStore

  constructor(store: SecretStore) {
    this.#store = store
  }

  /** The password kept for exactly this destination, or null. */
  async of(profile: ConnectionProfile): Promise<string | null> {
    const kept = await this.#store.read(profile.id)
    const destination = `${destinationOf(profile)}\n`
    return kept?.startsWith(destination) ? kept.slice(destination.length) : null
  }

  keep(profile: ConnectionProfile, password: string): Promise<void> {
    return this.#store.write(profile.id, `${destinationOf(profile)}\n${password}`)
  }

  forget(id: string): Promise<void> {
    return this.#store.remove(id)
  }
}

function destinationOf(profile: ConnectionProfile): string {
  if (profile.kind === 'simulated') return 'simulated'
  const { host, port, tls, tlsVerify, username, management } = profile
  return JSON.stringify([host, port, tls, tlsVerify, username, management?.url ?? null])
}
