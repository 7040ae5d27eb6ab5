/** The recordings as files, one for each version. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Recording, readRecording } from '../recording.ts'

const folder = fileURLToPath(new URL('../recorded', import.meta.url))

/** All of them, oldest version first. */
export async function readRecordings(): Promise<readonly Recording[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const found = await Promise.all(
    files.map(async (name) => {
      const value: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'))
      return readRecording(value)
    }),
  )
  return found.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))
}

/** Writes a recording under its version and returns the file's name. */
export async function writeRecording(recording: Recording): Promise<string> {
  const name = `rabbitmq-${recording.version}.json`
  await writeFile(join(folder, name), `${JSON.stringify(recording, null, 2)}\n`)
  return name
}
