/** What a person keeps: scenarios and connection profiles, as files in one private folder. Passwords are not among them. */
import { join } from 'node:path'
import { type ConnectionProfile, connectionProfileSchema } from '#core/model/connection.ts'
import { Failure } from '#core/model/failure.ts'
import { fingerprint } from '#core/model/fingerprint.ts'
import { limits } from '#core/model/limits.ts'
import { FileStore } from './file-store.ts'
import { WriterLock } from './writer-lock.ts'

const profileFormat = 1

export class Workspace {
  readonly scenarios: FileStore
  readonly #profiles: FileStore
  readonly #notices: string[] = []

  constructor(folder: string) {
    const lock = new WriterLock(folder)
    const notice = (sentence: string) => this.#notices.push(sentence)
    this.scenarios = new FileStore({
      folder: join(folder, 'scenarios'),
      extension: '.yaml',
      bytesMax: limits.scenarioFileBytes,
      noun: 'scenario',
      edited: { lock, conflict: 'scenarioConflict' },
      notice,
    })
    this.#profiles = new FileStore({
      folder: join(folder, 'connections'),
      extension: '.json',
      bytesMax: 64 * 1024,
      noun: 'connection',
      edited: { lock, conflict: 'connectionConflict' },
      notice,
    })
  }

  /** Sentences about files that had to be set aside since the start. */
  get notices(): readonly string[] {
    return this.#notices
  }

  /** Every saved profile, by name. A file that does not hold one is set aside. */
  async profiles(): Promise<readonly ConnectionProfile[]> {
    const read = await Promise.all((await this.#profiles.names()).map((id) => this.profile(id)))
    return read
      .filter((profile) => profile !== null)
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  }

  /** The profile saved under this id, or null. */
  async profile(id: string): Promise<ConnectionProfile | null> {
    const text = await this.#profiles.read(id)
    if (text === null) return null
    const profile = profileIn(text)
    if (profile === 'newer') return null
    if (profile === null || profile.id !== id) {
      return (await this.#profiles.setAside(id)) ? this.profile(id) : null
    }
    return profile
  }

  /**
   * `over`: the profile as it was when it was opened for editing, undefined when nobody looked. Fails `refused` when there
   * are too many, `conflict` when another window has saved it meanwhile.
   */
  async saveProfile(profile: ConnectionProfile, over?: ConnectionProfile): Promise<void> {
    const names = await this.#profiles.names()
    if (!names.includes(profile.id) && names.length >= limits.connections) {
      throw new Failure(
        'refused',
        `There are ${limits.connections} connections already. Remove one.`,
      )
    }
    const seen = over === undefined ? undefined : fingerprint(fileOf(over))
    await this.#profiles.write(profile.id, fileOf(profile), seen)
  }

  removeProfile(id: string): Promise<void> {
    return this.#profiles.remove(id)
  }
}

/** Fields in the order of the schema, so that the same profile is the same text. */
const fileOf = (profile: ConnectionProfile): string =>
  `${JSON.stringify({ format: profileFormat, profile: connectionProfileSchema.parse(profile) }, null, 2)}\n`

/** Null when the text is no profile; 'newer' when a later version of Sluice wrote it, which is left alone. */
function profileIn(text: string): ConnectionProfile | 'newer' | null {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof file !== 'object' || file === null || !('format' in file)) return null
  if (typeof file.format === 'number' && file.format > profileFormat) return 'newer'
  const parsed = connectionProfileSchema.safeParse('profile' in file ? file.profile : null)
  return parsed.success ? parsed.data : null
}
