import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { parseScenario } from '#core/model/scenario-file.ts'

/** Each test starts real processes, and the machine may be busy. */
vi.setConfig({ testTimeout: 60_000 })

const program = fileURLToPath(new URL('cli.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function sluice(words: readonly string[], input: string | Uint8Array = ''): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], { cwd: folder })
  const texts = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...texts }
}

/** One sentence on standard error, nothing on standard output, exit code 2. */
function expectRefused({ code, out, err }: Ended, says: RegExp): void {
  expect(err).toMatch(says)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  expect(err).not.toMatch(/\n\s+at /)
  expect(out).toBe('')
  expect(code).toBe(2)
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const small = `sluice: 1
scenario: Small
seed: 3
duration: 10s
queues: { q: {} }
producers: { p: { to: "", key: q, rate: 10/s } }
consumers: { c: { from: q, service: 10ms } }
expect: [{ queue: q, measure: ready, atMost: 5 }]
`

test('--json prints exactly one object, and the same seed prints the same hash', async () => {
  const path = file('small.yaml', small)
  const first = await sluice(['run', path, '--json'])
  const again = await sluice(['run', '-', '--json', '--seed', '3'], small)
  const other = await sluice(['run', path, '--json', '--seed=4'])
  expect([first.code, again.code, other.code]).toEqual([0, 0, 0])
  const result = JSON.parse(first.out) as { hash: string; virtualMs: number; queues: object }
  expect(Object.keys(result)).toEqual([
    'hash',
    'events',
    'virtualMs',
    'wallMs',
    'queues',
    'producers',
    'consumers',
  ])
  expect(result.virtualMs).toBe(10_000)
  expect((JSON.parse(again.out) as { hash: string }).hash).toBe(result.hash)
  expect((JSON.parse(other.out) as { hash: string }).hash).not.toBe(result.hash)
})

test('a shipped scenario runs by its id, and --until is its duration', async () => {
  const { code, out } = await sluice(['run', 'work-queue', '--until', '1m'])
  expect(out).toMatch(/^tasks +\d+/m)
  expect(out).toMatch(/1m of virtual time/)
  expect(code).toBe(0)
})

test('an expectation that does not hold is said and makes exit code 1', async () => {
  const path = file('failing.yaml', small.replace('atMost: 5', 'atLeast: 5000'))
  const { code, err } = await sluice(['run', path, '--json'])
  expect(err).toMatch(/^fails: queue q ready is \d, expected at least 5000\n$/)
  expect(code).toBe(1)
})

test('--out writes result, events as sentences and a scenario that repeats the run, and replaces nothing', async () => {
  const path = file('kept.yaml', small)
  const out = join(folder, 'kept')
  const first = await sluice(['run', path, '--json', '--seed', '9', '--until', '5s', '--out', out])
  expect(first.code).toBe(0)
  expect(readFileSync(join(out, 'result.json'), 'utf8')).toBe(first.out)
  const lines = readFileSync(join(out, 'events.ndjson'), 'utf8').trimEnd().split('\n')
  const events = lines.map((line) => JSON.parse(line) as { index: number; sentence: string })
  expect(events.map(({ index }) => index)).toEqual(events.map((_, index) => index))
  expect(events[0]!.sentence).toMatch(/published m1/)
  const repeated = await sluice(['run', join(out, 'scenario.yaml'), '--json'])
  const hash = (text: string) => (JSON.parse(text) as { hash: string }).hash
  expect(hash(repeated.out)).toBe(hash(first.out))
  expectRefused(await sluice(['run', path, '--json', '--out', out]), /exists already/)
  expectRefused(await sluice(['run', path, '--json', '--out', path]), /exists already|not a folder/)
})

test('check prints each problem as file:line:column', async () => {
  const path = file('bad.yaml', small.replace('from: q', 'from: qq'))
  const bad = await sluice(['check', path])
  expect(bad.out).toBe(
    `${path}:7:25: error: Consumer "c": there is no queue "qq", so the broker answers 404; did you mean "q"?\n`,
  )
  expect(bad.code).toBe(2)
  const sound = await sluice(['check', 'work-queue'])
  expect(sound.out).toBe(
    'Work queue: sound; exchanges 0, queues 1, bindings 0, producers 1, consumers 2\n',
  )
  expect(sound.code).toBe(0)
})

test('import makes a scenario that runs, and replaces no file', async () => {
  const definitions = JSON.stringify({
    queues: [{ name: 'jobs', vhost: '/', durable: true, arguments: { 'x-queue-mode': 'lazy' } }],
  })
  const out = join(folder, 'imported.yaml')
  const made = await sluice(['import', '-', '--out', out], definitions)
  expect(made.code).toBe(0)
  expect(made.err).toMatch(/queues 1.*\n1 producer .*\nNot carried over: .*queue-mode/)
  const { scenario } = parseScenario(readFileSync(out, 'utf8'))
  expect(scenario?.topology.queues.map(({ name }) => name)).toEqual(['jobs'])
  expect((await sluice(['run', out, '--until', '5s', '--json'])).code).toBe(0)
  expectRefused(
    await sluice(['import', '-', '--out', out], '{"queues":['),
    /standard input:1:\d+: error: .*ends too early/,
  )
  const again = await sluice(['import', '-', '--out', out], definitions)
  expectRefused(again, /imported\.yaml: it exists already/)
})

test('a file that cannot be read, and a bad argument, are refused with one sentence', async () => {
  expectRefused(await sluice(['run', 'missing.yaml']), /missing\.yaml: there is no such file/)
  expectRefused(await sluice(['run', 'no-such-scenario']), /no shipped scenario.*work-queue/)
  expectRefused(await sluice(['run', '.']), /it is a folder/)
  expectRefused(await sluice(['run', '--', '--json']), /--json: there is no such file/)
  expectRefused(await sluice(['run', `${'x'.repeat(5000)}.yaml`]), /its name is too long/)
  expectRefused(await sluice(['run', 'a\u001b[2J.yaml']), /\\u001b\[2J/)
  expectRefused(await sluice(['run', 'a', '--seed', '1.5']), /whole number/)
})

const badInputs: readonly (readonly [name: string, content: string | Uint8Array, says: RegExp])[] =
  [
    ['UTF-16', Buffer.from(`\uFEFF${small}`, 'utf16le'), /UTF-16/],
    ['bytes that are no UTF-8', Uint8Array.of(0x61, 0xff, 0xfe), /not UTF-8/],
    ['6 MiB', 'x'.repeat(6 * 1024 * 1024), /larger than 4 MiB/],
    ['nothing', '', /empty/],
    ['no end', small.replace('duration: 10s\n', ''), /would never end.*--until 10m/],
    [
      'a loop that takes no time',
      small.replace('service: 10ms', 'service: 0s, fail: { probability: 100 % }'),
      /stands still/,
    ],
  ]

test.each(badInputs)(
  'standard input holding %s is refused with one sentence',
  async (_, content, says) => {
    const { code, out, err } = await sluice(['run', '-', '--json'], content)
    expect(err).toMatch(says)
    expect(out).toBe('')
    expect(code).toBe(2)
  },
)

test('a FIFO is refused without waiting for a writer', async () => {
  const fifo = join(folder, 'fifo')
  execFileSync('mkfifo', [fifo])
  expectRefused(await sluice(['run', fifo]), /not a regular file/)
})

test('help and version answer on standard output', async () => {
  expect((await sluice(['--help'])).out).toMatch(/sluice run FILE/)
  expect((await sluice(['--version'])).out).toMatch(/^sluice \d+\.\d+\.\d+\n$/)
})

/** Its hint tells when the run has begun. */
const endless = small
  .replace('duration: 10s', 'duration: 1000000h')
  .replace('10/s', '1000/s')
  .replace('service: 10ms', 'service: 500us, ack: auto, prefetch: 1')

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a run with one sentence about how far it came', async (signal, code) => {
  const path = file(`endless-${signal}.yaml`, endless)
  const out = join(folder, `stopped-${signal}`)
  const child = spawn(process.execPath, [program, 'run', path, '--out', out], { cwd: folder })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  child.stderr.once('data', () => child.kill(signal))
  const [ended] = (await once(child, 'close')) as [number | null]
  expect(err).toMatch(/Stopped at .+ of 1000000h of virtual time after \d+ events/)
  expect(ended).toBe(code)
})

test('a reader that goes away is said, not a crash', async () => {
  const queues = Array.from({ length: 3000 }, (_, index) => `  "queue ${index}": {}`).join('\n')
  const path = file('wide.yaml', `sluice: 1\nscenario: Wide\nduration: 1s\nqueues:\n${queues}\n`)
  const child = spawn(process.execPath, [program, 'run', path, '--json'], { cwd: folder })
  child.stdout.destroy()
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  expect(err).toBe('Standard output could not be written, because its reader went away.\n')
  expect(code).toBe(2)
})

test('a folder that may not be written is said before the run', async () => {
  mkdirSync(join(folder, 'taken'))
  writeFileSync(join(folder, 'taken', 'result.json'), 'mine')
  expectRefused(
    await sluice(['run', file('s.yaml', small), '--json', '--out', 'taken']),
    /result\.json: it exists already/,
  )
  expect(readFileSync(join(folder, 'taken', 'result.json'), 'utf8')).toBe('mine')
})

test('conformance compares the engine with a recording, says what differs, and ends with 1 when something does', async () => {
  const words = ['conformance', '--broker', 'rabbitmq', '--recorded', '--version', '4.3']
  const equal = await sluice([...words, '--only', '6,9'])
  expect(equal.out).toMatch(/^scenario\s+4\.3\.\d+\nK6 classic\s+equal\nK9 classic\s+equal\n/)
  expect(equal.out).toMatch(/: 2 compared, engine equal 2, different 0, unsupported 0, broken 0/)
  expect(equal.code).toBe(0)
  const json = await sluice([...words, '--only', '6', '--json'])
  const { rows } = JSON.parse(json.out) as { rows: { name: string; server: { lines: string[] } }[] }
  expect(rows.map(({ name }) => name)).toEqual(['K6 classic'])
  expect(rows[0]!.server.lines).toEqual(['plain: ack', 'mandatory: returned 312 NO_ROUTE, ack'])
  expectRefused(
    await sluice([...words, '--only', '999']),
    /There is no scenario K999; there are K1 to K1\d\d/,
  )
})
