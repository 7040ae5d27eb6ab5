/** What a real server said once, kept so that the engine can be compared without one. */
import { z } from 'zod'
import { profileNames } from './client.ts'
import type { CaseName, Seen } from './conformance.ts'

const recording = z.strictObject({
  server: z.string(),
  version: z.string(),
  profile: z.enum(profileNames),
  /** The day, `2026-11-21`. */
  recordedOn: z.string(),
  transcripts: z.array(z.strictObject({ name: z.string(), lines: z.array(z.string()) })),
})
export type Recording = z.infer<typeof recording>

/** Fails when the value is no recording. */
export function readRecording(value: unknown): Recording {
  return recording.parse(value)
}

/** The lines of one case, or null when it was not recorded. */
export function recordedLines(from: Recording, name: CaseName): readonly string[] | null {
  return from.transcripts.find((each) => each.name === name)?.lines ?? null
}

/** A recording of these results; the cases that were not seen to their end are the caller's to refuse. */
export function recordingOf(
  about: Omit<Recording, 'transcripts' | 'server'>,
  results: ReadonlyMap<CaseName, Seen>,
): Recording {
  const transcripts = [...results].flatMap(([name, seen]) =>
    seen.outcome === 'transcript' ? [{ name, lines: [...seen.lines] }] : [],
  )
  return { server: 'RabbitMQ', ...about, transcripts }
}
