/**
 * A recorded session: the scenario, its seed, and everything that came into the run from outside, each at its virtual instant.
 * As a file it is lines of JSON: what was run, then one line per command or input, then how it ended. Whoever reads it can
 * run it again and must come to the same hash.
 */
import { z } from 'zod'
import { command as dial, visit } from '#core/contract/shapes.ts'
import type { TimedCommand } from '#core/model/command.ts'
import { Failure } from '#core/model/failure.ts'
import type { GuestInput } from '#core/model/guest.ts'
import { fieldTable } from '#core/model/scenario-shape.ts'

export const recordingVersion = 1

/** What was run. `scenario` is its file's text. */
export interface RecordedRun {
  readonly scenario: string
  readonly seed: number
  /** What time zero was on the wall, milliseconds since 1970. */
  readonly epochMs: number
}

/** How far it came. */
export interface RecordedEnd {
  readonly nowUs: number
  readonly events: number
  readonly hash: string
}

export interface Recording extends RecordedRun {
  readonly commands: readonly TimedCommand[]
  /** Null when the recording breaks off: the process that wrote it was killed. */
  readonly end: RecordedEnd | null
}

const us = z.int().min(0)
const connection = z.int().min(0)
const guestFacts = z.strictObject({
  name: z.string().max(1000),
  user: z.string(),
  virtualHost: z.string(),
  channelMax: z.int().min(0),
  frameMaxBytes: z.int().min(0),
  properties: fieldTable,
})
const guestInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('guest.connect'), facts: guestFacts }),
  z.strictObject({ kind: z.literal('guest.bytes'), connection, bytes: z.base64() }),
  z.strictObject({ kind: z.literal('guest.gone'), connection }),
  z.strictObject({ kind: z.literal('guest.reading'), connection, reading: z.boolean() }),
  z.strictObject({ kind: z.literal('guest.block'), connection, blocked: z.boolean() }),
])
const headLine = z.strictObject({
  recording: z.literal(recordingVersion),
  seed: z.int().min(0).max(0xffffffff),
  epochMs: z.int().min(0),
  scenario: z.string(),
})
const commandLine = z.strictObject({
  atUs: us,
  afterEvents: us,
  command: z.union([guestInput, dial, visit]),
})
const endLine = z.strictObject({
  end: z.strictObject({ nowUs: us, events: us, hash: z.string().regex(/^[0-9a-f]{16}$/) }),
})

export const headText = ({ scenario, seed, epochMs }: RecordedRun): string =>
  `${JSON.stringify({ recording: recordingVersion, seed, epochMs, scenario })}\n`

export const commandText = (timed: TimedCommand): string =>
  `${JSON.stringify({ ...timed, command: written(timed.command) })}\n`

export const endText = (end: RecordedEnd): string => `${JSON.stringify({ end })}\n`

function written(command: TimedCommand['command']): unknown {
  if (command.kind !== 'guest.bytes') return command
  return { ...command, bytes: Buffer.from(command.bytes).toString('base64') }
}

/** Fails `invalid`, with the line, when the text is no recording. A last line that breaks off is left out. */
export function readRecording(text: string): Recording {
  const lines = text.split('\n')
  // Text after the last line break is a line that was not finished.
  lines.pop()
  const head = parsed(headLine, lines[0] ?? '', 1)
  const commands: TimedCommand[] = []
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at]!
    if (line.startsWith('{"end"')) {
      if (at < lines.length - 1) throw wrong(at + 2, 'there is more after the end')
      return { ...head, commands, end: parsed(endLine, line, at + 1).end }
    }
    const { command, ...time } = parsed(commandLine, line, at + 1)
    commands.push({ ...time, command: read(command) })
  }
  return { ...head, commands, end: null }
}

function read(command: z.infer<typeof commandLine>['command']): TimedCommand['command'] {
  if (command.kind !== 'guest.bytes') return command satisfies TimedCommand['command']
  const bytes = new Uint8Array(Buffer.from(command.bytes, 'base64'))
  return { ...command, bytes } satisfies GuestInput
}

function parsed<Shape extends z.ZodType>(shape: Shape, line: string, at: number): z.infer<Shape> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw wrong(at, 'it is no JSON')
  }
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw wrong(at, `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}`.trim())
}

function wrong(line: number, what: string): Failure {
  return new Failure(
    'invalid',
    `Line ${line} of the recording cannot be read (${what}): record the session again, or take an earlier copy of the file.`,
    { line, column: 1 },
  )
}
