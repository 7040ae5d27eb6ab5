import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { closed, TestShell } from './test-shell.ts'

const shell = new TestShell()
const token = () => shell.shell.token
beforeAll(() => shell.start())
afterAll(() => shell.shell.close())

const start = (patienceMs?: number) => new TestShell().start(patienceMs)

const greetings: readonly (readonly [what: string, first: () => string | Uint8Array])[] = [
  ['no token', () => '{}'],
  ['an empty token', () => '{"token":""}'],
  ['a wrong token', () => JSON.stringify({ token: 'a'.repeat(43) })],
  ['a token too short by one', () => JSON.stringify({ token: token().slice(1) })],
  ['a token in an array', () => JSON.stringify({ token: [token()] })],
  ['a token among much', () => JSON.stringify({ token: token(), more: 'a'.repeat(1000) })],
  ['the token as bytes', () => Buffer.from(JSON.stringify({ token: token() }))],
  ['the bare token', () => token()],
  ['a call first', () => '{"i":"1","p":{"u":"/simulation/run","b":{"json":{}}}}'],
  ['a token of nearly 1 MiB', () => JSON.stringify({ token: 'a'.repeat(1_000_000) })],
]

test.each(greetings)('a socket that begins with %s opens no session', async (_what, first) => {
  const before = shell.sessions
  const socket = await shell.dial('/calls')
  const over = closed(socket)
  socket.send(first())
  expect(await over).toBe(1008)
  expect(shell.sessions).toBe(before)
  expect(shell.engine.reached).toBe(0)
})

test('a page opens one session over both its sockets', async () => {
  const before = shell.sessions
  const [calls, answered] = await shell.greet('/calls', { token: token() })
  const { session } = JSON.parse(answered) as { session: string }
  const [frames] = await shell.greet('/frames', { token: token(), session })
  expect(shell.sessions).toBe(before + 1)
  const again = await shell.dial('/frames')
  const refused = closed(again)
  again.send(JSON.stringify({ token: token(), session }))
  expect(await refused).toBe(1008)
  const over = closed(frames)
  calls.close()
  await over
})

test.each([undefined, '', 'guess', '__proto__', '0'.repeat(32)])(
  'frames of the session %s are nobody’s',
  async (session) => {
    const socket = await shell.dial('/frames')
    const over = closed(socket)
    socket.send(JSON.stringify({ token: token(), session }))
    expect(await over).toBe(1008)
  },
)

const misbehaviours: readonly (readonly [what: string, act: (socket: WebSocket) => void])[] = [
  ['a message over 1 MiB', (socket) => socket.send('a'.repeat(1024 * 1024 + 1))],
  ['bytes', (socket) => socket.send(new Uint8Array([1, 2, 3]))],
  [
    'text that is no UTF-8',
    (socket) => rawOf(socket).write(frame(0x81, Buffer.from([0xc3, 0x28]))),
  ],
  ['a frame without a mask', (socket) => rawOf(socket).write(Buffer.from([0x81, 0x01, 0x61]))],
  ['a reserved opcode', (socket) => rawOf(socket).write(frame(0x83, Buffer.from('a')))],
  ['a compressed frame', (socket) => rawOf(socket).write(frame(0xc1, Buffer.from('a')))],
  [
    'fragments without end',
    (socket) => {
      rawOf(socket).write(frame(0x01, Buffer.alloc(1000, 97)))
      for (let n = 0; n < 1100; n += 1) rawOf(socket).write(frame(0x00, Buffer.alloc(1000, 97)))
    },
  ],
  [
    'a declared length of 2^62',
    (socket) =>
      rawOf(socket).write(Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])),
  ],
]

/** The connection under a client's socket, to write what no client would. */
const rawOf = (socket: WebSocket) =>
  (socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket

function frame(first: number, payload: Buffer): Buffer {
  const length =
    payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255]
  length[0] = (length[0] ?? 0) | 0x80
  return Buffer.concat([Buffer.from([first, ...length, 0, 0, 0, 0]), payload])
}

test.each(misbehaviours)('a page that sends %s loses its session', async (_what, act) => {
  const [calls] = await shell.greet('/calls', { token: token() })
  const over = closed(calls)
  act(calls)
  await over
  expect(shell.engine.reached).toBe(0)
})

test('a page that speaks on its frame socket loses its session', async () => {
  const [calls, answered] = await shell.greet('/calls', { token: token() })
  const { session } = JSON.parse(answered) as { session: string }
  const [frames] = await shell.greet('/frames', { token: token(), session })
  const over = closed(calls)
  frames.send('{"i":"1","p":{"u":"/simulation/run","b":{"json":{}}}}')
  await over
  expect(shell.engine.reached).toBe(0)
})

test('after twenty wrong tokens nobody new is let in, not even with the right one', async () => {
  const other = await start()
  const [kept] = await other.greet('/calls', { token: other.shell.token })
  for (let n = 0; n < 20; n += 1) {
    const socket = await other.dial('/calls')
    const over = closed(socket)
    socket.send(JSON.stringify({ token: `wrong-${n}` }))
    expect(await over).toBe(1008)
  }
  await expect(other.dial('/calls')).rejects.toThrow('403')
  expect(kept.readyState).toBe(WebSocket.OPEN)
  await other.shell.close()
})

test.each([
  ['a head that does not end', 'GET / HTTP/1.1\r\nHost: '],
  ['a body that does not come', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n'],
  ['nothing at all', ''],
])('a connection that sends %s is hung up on', async (_what, bytes) => {
  const other = await start(200)
  expect(await other.raw(bytes)).not.toMatch(/^HTTP\/1\.1 2/)
  await other.shell.close()
})

test('a socket that never says its token is closed', async () => {
  const other = await start(200)
  expect(await closed(await other.dial('/calls'))).toBe(1008)
  await other.shell.close()
})

test('the server listens on loopback only', async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address && !address.internal && address.family === 'IPv4')
  const tries = outside.map(
    (address) =>
      new Promise<string>((resolve) => {
        const socket = connect(shell.port, address?.address)
        socket.once('connect', () => resolve('connected'))
        socket.once('error', () => resolve('refused'))
      }),
  )
  expect(await Promise.all(tries)).not.toContain('connected')
})

test('closing ends every session', async () => {
  const other = await start()
  const [calls] = await other.greet('/calls', { token: other.shell.token })
  const over = closed(calls)
  await other.shell.close()
  await over
  await expect(other.dial('/calls')).rejects.toThrow()
})
