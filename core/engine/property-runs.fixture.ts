/** How often the properties of the engine are tried, set by `npm run properties`. For tests. */
interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: { write(text: string): void }
}

/** The engine's folder knows no Node, its tests run in it. */
const { env, stdout } = (globalThis as unknown as { readonly process: Host }).process
const runs = Number(env.SLUICE_PROPERTY_RUNS ?? 0)
const seed = Number(env.SLUICE_PROPERTY_SEED ?? Date.now() & 0x7fffffff)

export const propertyRuns = {
  seed,
  /** Commands of one run at most: fewer in the everyday runs. */
  commandsMost: runs > 0 ? 200 : 80,
  /** A run by command takes its time. */
  withinMs: runs > 0 ? 10 * 3_600_000 : 60_000,
  of: (usual: number): number => (runs > 0 ? runs : usual),
  /** Says what was tried, when that was asked for. */
  tell(what: string, commands: number): void {
    if (runs > 0) stdout.write(`${what}: ${runs} runs, ${commands} commands, seed ${seed}\n`)
  },
}
