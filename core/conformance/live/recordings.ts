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
  await writeFile(join(folder, name), fileText(recording))
  return name
}

const lineWidth = 100

/** As the formatter of this repository would write it, so that recording again changes only what changed. */
function fileText({ transcripts, ...about }: Recording): string {
  const heads = Object.entries(about).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},`)
  const bodies = transcripts.map(
    ({ name, lines }) =>
      `    {\n      "name": ${JSON.stringify(name)},\n      "lines": ${listText(lines)}\n    }`,
  )
  return `{\n${heads.join('\n')}\n  "transcripts": [\n${bodies.join(',\n')}\n  ]\n}\n`
}

function listText(lines: readonly string[]): string {
  const written = lines.map((line) => JSON.stringify(line))
  const short = `[${written.join(', ')}]`
  if (short.length + '      "lines": '.length <= lineWidth) return short
  return `[\n${written.map((line) => `        ${line}`).join(',\n')}\n      ]`
}
