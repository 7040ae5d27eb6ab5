/** The folder a run is written into. Nothing that is already there is ever replaced. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileFailure } from '#core/host/text-file.ts'
import { Failure } from '#core/model/failure.ts'
import { visible } from '#core/model/scenario-file-node.ts'

export interface RunFiles {
  readonly result: string
  readonly scenario: string
  readonly events: Iterable<string>
}

const fileNames = ['result.json', 'scenario.yaml', 'events.ndjson'] as const

/** Makes the folder before the run begins, so that a long run is not lost on a wrong name. Fails `invalid`. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    const there = new Set(await readdir(folder))
    const taken = fileNames.find((name) => there.has(name))
    if (taken) {
      throw new Failure(
        'invalid',
        `${visible(join(folder, taken))}: it exists already, choose another folder or remove it.`,
      )
    }
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(folder, error)
  }
}

/** Fails `invalid` when a file cannot be written or exists already. */
export async function writeRun(folder: string, files: RunFiles): Promise<void> {
  await writeNew(join(folder, 'scenario.yaml'), files.scenario)
  await writeLines(join(folder, 'events.ndjson'), files.events)
  await writeNew(join(folder, 'result.json'), files.result)
}

export async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    throw fileFailure(path, error)
  }
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(path, { flags: 'wx' })
  try {
    for (const line of lines) {
      if (!stream.write(`${line}\n`)) await once(stream, 'drain')
    }
    stream.end()
    await finished(stream)
  } catch (error) {
    stream.destroy()
    throw fileFailure(path, error)
  }
}
