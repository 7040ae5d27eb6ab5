/** The shapes of what the page is told about the engine beside the recorded servers. */
import { z } from 'zod'

/** `missing`: that server's recording does not have the script. `unsupported`: the engine lacks something it needs. */
export const fidelityVerdict = z.enum(['equal', 'different', 'unsupported', 'broken', 'missing'])
export type FidelityVerdict = z.infer<typeof fidelityVerdict>

/** A real server whose answers were recorded, and the engine's profile that must equal it. */
export const fidelityServer = z.strictObject({
  version: z.string(),
  profile: z.string(),
  /** The day, `2026-11-21`. */
  recordedOn: z.string(),
})

export const fidelityCase = z.strictObject({
  /** `K16 classic` */
  name: z.string(),
  id: z.string(),
  kind: z.enum(['classic', 'quorum', 'stream']),
  /** What must hold, as a clause. */
  title: z.string(),
  /** Sections and pages the rule is taken from: `A5, A7 (Queue Length Limit)`. */
  rule: z.string(),
  /** Last line of the newest recording. */
  outcome: z.string(),
  /** What the engine would need for it, or null. */
  lacks: z.string().nullable(),
  /** `[server][engine]`: what the server of that column recorded against the engine with the profile of another. */
  verdicts: z.array(z.array(fidelityVerdict)),
})
export type FidelityCase = z.infer<typeof fidelityCase>

export const fidelityTable = z.strictObject({
  /** Oldest version first; the engine's profiles are theirs, in the same order. */
  servers: z.array(fidelityServer),
  /** How long the engine took for everything. */
  ranForMs: z.number(),
  cases: z.array(fidelityCase),
})
export type FidelityTable = z.infer<typeof fidelityTable>

export const fidelityRef = z.strictObject({ name: z.string().min(1).max(64) })

export const fidelityTranscripts = z.strictObject({
  name: z.string(),
  /** The script itself, as code. */
  script: z.string(),
  /** In the order of the servers; null where it was not recorded. */
  servers: z.array(z.array(z.string()).nullable()),
  engines: z.array(
    z.strictObject({
      outcome: z.enum(['transcript', 'unsupported', 'broken']),
      lines: z.array(z.string()),
      /** What it lacks, or why it could not be finished; null for a transcript. */
      why: z.string().nullable(),
    }),
  ),
})
export type FidelityTranscripts = z.infer<typeof fidelityTranscripts>
