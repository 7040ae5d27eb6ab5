/** `node core/endpoint/tcp/fuzz-main.ts [FRAMES] [SEQUENCES] [SEED]`: a million broken frames and ten thousand sequences unless said. */
import { type FuzzResult, fuzzFrames, fuzzSequences } from './fuzz.ts'

const [frames = 1_000_000, sequences = 10_000, seed = 1] = process.argv.slice(2).map(Number)

function report(what: string, work: () => FuzzResult): void {
  const beganMs = performance.now()
  const { sent, connections, closes, broken } = work()
  const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
  const heapMb = Math.round(process.memoryUsage().heapUsed / 2 ** 20)
  process.stdout.write(
    `${sent} ${what} on ${connections} connections in ${seconds} s, ${broken} broken off, heap ${heapMb} MiB\n`,
  )
  for (const [said, count] of [...closes].sort(([, a], [, b]) => b - a))
    process.stdout.write(`  ${said}: ${count}\n`)
}

report('broken frames', () => fuzzFrames(seed, frames))
report('sequences', () => fuzzSequences(seed, sequences))
