import { implement } from '@orpc/server'
import { contract } from '#core/contract/contract.ts'
import { plain } from '#core/host/plain.ts'
import { type ScenarioRef, savedIdFor, scenarioEntry } from '#core/host/scenario-entry.ts'
import type { SessionParts } from '#core/host/session.ts'
import { Failure } from '#core/model/failure.ts'

/** Windows that save a new scenario of the same title at once. */
const saveTriesMax = 5

export function scenarioCalls({ host, engine, uploads }: SessionParts) {
  const on = implement(contract.scenario)
  const saved = host.workspace.scenarios

  const textOf = async ({ source, id }: ScenarioRef): Promise<string> => {
    if (source === 'shipped') return host.shipped.text(id)
    const text = await saved.read(id)
    if (text === null) throw new Failure('not-found', 'This scenario is no longer saved.')
    return text
  }

  /** Under a name of its own, also when another window takes the same one at the same moment. */
  const saveNew = async (text: string): Promise<string> => {
    for (let tries = 1; ; tries++) {
      const name = savedIdFor(text, await saved.names())
      try {
        await saved.write(name, text, null)
        return name
      } catch (error) {
        const isTaken = error instanceof Failure && error.code === 'conflict'
        if (!isTaken || tries === saveTriesMax) throw error
      }
    }
  }

  return on.router({
    list: on.list.handler(async () => {
      const shipped = [...(await host.shipped.texts())].map(([id, text]) =>
        scenarioEntry({ source: 'shipped', id }, text),
      )
      const ids = await saved.names()
      const kept = await Promise.all(ids.map(async (id) => ({ id, text: await saved.read(id) })))
      return [
        ...shipped,
        ...kept
          .filter(({ text }) => text !== null)
          .map(({ id, text }) => scenarioEntry({ source: 'saved', id }, text ?? '')),
      ]
    }),
    read: on.read.handler(async ({ input }) => {
      const text = await textOf(input)
      return { entry: scenarioEntry(input, text), text }
    }),
    check: on.check.handler(async ({ input }) =>
      plain(await engine.call('check', { text: uploads.take(input) })),
    ),
    write: on.write.handler(async ({ input }) => ({ text: await engine.call('write', input) })),
    save: on.save.handler(async ({ input: { id, text, over } }) => {
      const name = id ?? (await saveNew(text))
      if (id !== null) await saved.write(id, text, over)
      return scenarioEntry({ source: 'saved', id: name }, text)
    }),
    remove: on.remove.handler(async ({ input }) => {
      if (input.source === 'shipped') {
        throw new Failure(
          'refused',
          'The scenarios that come with Sluice stay. Save a copy instead.',
        )
      }
      await textOf(input)
      await saved.remove(input.id)
      return {}
    }),
    importDefinitions: on.importDefinitions.handler(async ({ input }) =>
      plain(await engine.call('importDefinitions', { text: uploads.take(input) })),
    ),
  })
}
