import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { contract } from '#core/contract/contract.ts'
import { failureCodes } from '#core/model/failure.ts'
import { answer, callsAtOnceMax, wireTextMax } from './answer.ts'
import { Session } from './session.ts'
import { QuietEngine } from './testing/quiet-engine.ts'
import { testHost } from './testing/test-host.ts'
import { type Reply, TestPage } from './testing/test-page.ts'

const host = testHost()
const reports: unknown[] = []

function openPage() {
  const page = new TestPage()
  const engine = new QuietEngine()
  const session = new Session(host, engine)
  answer(page.wire, session.router, (error) => reports.push(error))
  return { page, engine, session }
}

const calls = Object.entries(contract).flatMap(([noun, verbs]) =>
  Object.entries(verbs).map(([verb, procedure]) => ({
    path: `${noun}/${verb}`,
    schema: procedure['~orpc'].inputSchema as z.ZodType,
    codes: Object.keys(procedure['~orpc'].errorMap),
  })),
)

const secret = 'canary-7f3a'

const codeOf = ({ body }: Reply) =>
  (body as { json: { code: string; message: string; defined: boolean } }).json

/** What JSON can carry and nobody should send. */
const awkward = fc.constantFrom(
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"id":{"toString":1}}',
  '"text"',
  'null',
  'true',
  '1e309',
  '-0',
  '[]',
  `[${'0,'.repeat(100_000)}0]`,
  `{"id":"${'a'.repeat(100_000)}"}`,
  '{"id":"../../etc/passwd"}',
  '{"id":"a\\u0000b"}',
  '{"source":{"text":null,"upload":null},"seed":-1,"run":1,"speed":"fast"}',
  '{"speed":1e308}',
  '{"kind":"queue.purge","target":""}',
  '{"profile":{"kind":"rabbitmq","tlsVerify":"no","extra":{"ca":"/etc/passwd"}},"password":1}',
)

const badArgument = fc.oneof(
  { arbitrary: fc.json({ maxDepth: 6 }), weight: 6 },
  { arbitrary: awkward, weight: 2 },
  {
    arbitrary: fc
      .dictionary(
        fc.constantFrom('id', 'text', 'source', 'queue', 'count', 'price', '__proto__', 'upload'),
        fc.jsonValue(),
      )
      .map((value) => JSON.stringify(value)),
    weight: 3,
  },
)

test.each(calls)(
  '$path refuses a thousand bad arguments with a typed error',
  async ({ path, schema }) => {
    const { page, engine, session } = openPage()
    await fc.assert(
      fc.asyncProperty(badArgument, async (json) => {
        fc.pre(!schema.safeParse(JSON.parse(json)).success)
        const reply = await page.ask(path, json)
        const { code, message, defined } = codeOf(reply)
        expect(code).toBe('invalid')
        expect(defined).toBe(true)
        expect(message).not.toMatch(/\/work|node_modules|\.ts|at .*:\d+/)
      }),
      { numRuns: 1000, seed: 20_261 },
    )
    expect(engine.reached).toBe(0)
    expect(page.isClosed).toBe(false)
    expect({}).not.toHaveProperty('polluted')
    await session.dispose()
  },
  60_000,
)

test.each([
  'constructor',
  'toString',
  '__proto__',
  'app',
  'app/constructor',
  'app/about/x',
  '__proto__/toString',
  'nope/nope',
])('the unknown call %s is not found', async (path) => {
  const { page } = openPage()
  expect(codeOf(await page.ask(path, '{}')).code).toBe('not-found')
})

test.each([
  ['not JSON', 'hello'],
  ['half a message', '{"i":"1","p":{"u":"/app/about"'],
  ['an array', '[1,2,3]'],
  ['a number as id', '{"i":1,"p":{"u":"/app/about"}}'],
  ['a long id', `{"i":"${'1'.repeat(65)}","p":{"u":"/app/about"}}`],
  ['no path', '{"i":"1","p":{}}'],
  ['an address as path', '{"i":"1","p":{"u":"http://evil.test/app/about"}}'],
  ['a path with a query', '{"i":"1","p":{"u":"/app/about?data={}"}}'],
  ['an escaped path', '{"i":"1","p":{"u":"/app/%61bout"}}'],
  ['a path upwards', '{"i":"1","p":{"u":"/../app/about"}}'],
  ['headers', '{"i":"1","p":{"u":"/app/about","h":{"content-type":"multipart/form-data"}}}'],
  ['another method', '{"i":"1","p":{"u":"/app/about","m":"GET"}}'],
  ['a stream as argument', '{"i":"1","t":3,"p":{"e":"message","d":1}}'],
  ['an unknown type', '{"i":"1","t":9,"p":{"u":"/app/about"}}'],
  ['bytes', new Uint8Array([123, 125])],
  ['an object', { i: '1', p: { u: '/app/about' } }],
  ['nothing', undefined],
  ['too much', `{"i":"1","p":{"u":"/app/about","b":"${'a'.repeat(wireTextMax)}"}}`],
  [
    'a tower of brackets',
    `{"i":"1","p":{"u":"/app/about","b":${'['.repeat(5000)}${']'.repeat(5000)}}}`,
  ],
])('a page that sends %s is cut off and reaches nothing', (_what, message) => {
  const { page, engine } = openPage()
  page.say(message)
  expect(page.isClosed).toBe(true)
  expect(page.heard).toEqual([])
  expect(engine.reached).toBe(0)
})

test('a cancelled call that never was is ignored', async () => {
  const { page } = openPage()
  page.say('{"i":"999","t":4}')
  page.say('{"i":"-1","t":4}')
  expect(codeOf(await page.ask('simulation/run', '{}')).code).toBe('unsupported')
})

test('a repeated id while its call is under way is answered once', async () => {
  const { page, engine } = openPage()
  const message = '{"i":"7","p":{"u":"/simulation/run","b":{"json":{}}}}'
  for (let n = 0; n < 10; n += 1) page.say(message)
  await page.ask('simulation/run', '{}')
  expect(page.heard.filter((text) => text.startsWith('{"i":"7"'))).toHaveLength(1)
  expect(engine.reached).toBe(2)
})

test('a page with too many calls under way is cut off', () => {
  const { page } = openPage()
  for (let n = 0; n <= callsAtOnceMax; n += 1) {
    page.say(`{"i":"${n}","p":{"u":"/simulation/run","b":{"json":{}}}}`)
  }
  expect(page.isClosed).toBe(true)
})

test('types smuggled beside an argument do not get past its schema', async () => {
  const { page } = openPage()
  for (const meta of ['[[7,"x"]]', '[[0]]', '[[6,"__proto__"]]', '[["5","a","b"]]', '7', '[7]']) {
    expect(codeOf(await page.ask('simulation/run', '{"x":"1"}', meta)).code).toBe('invalid')
  }
})

test('a mistake of ours crosses as internal, without a word of it', async () => {
  const page = new TestPage()
  const engine = new QuietEngine()
  engine.call = () => Promise.reject(new Error(`${secret} at /home/somebody/file.ts:12`))
  const heard: unknown[] = []
  const session = new Session(host, engine)
  answer(page.wire, session.router, (error) => heard.push(error))
  const { code, message } = codeOf(await page.ask('simulation/run', '{}'))
  expect(code).toBe('internal')
  expect(page.heard.join()).not.toContain(secret)
  expect(page.heard.join()).not.toContain('/home/')
  expect(message).toMatch(/\.$/)
  expect(String(heard[0])).toContain(secret)
})

test('a result that breaks the contract does not leave', async () => {
  const page = new TestPage()
  const engine = new QuietEngine()
  engine.call = async () => ({ leaked: secret }) as never
  const session = new Session(host, engine)
  answer(page.wire, session.router, () => {})
  expect(codeOf(await page.ask('simulation/marks', '{}')).code).toBe('internal')
  expect(page.heard.join()).not.toContain(secret)
})

test('answers go back on the wire that asked', async () => {
  const one = openPage()
  const other = openPage()
  await one.page.ask('app/about', '{}')
  expect(one.page.heard).toHaveLength(1)
  expect(other.page.heard).toEqual([])
})

test('every call can fail with every code of the closed set, and no other', () => {
  for (const { codes } of calls) expect(codes).toEqual([...failureCodes])
})

afterAll(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
})
