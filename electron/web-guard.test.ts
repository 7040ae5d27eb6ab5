import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestShell } from './test-shell.ts'

const shell = new TestShell()
beforeAll(() => shell.start())
afterAll(() => shell.shell.close())

const head = (...lines: string[]) => `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`
const own = () => `127.0.0.1:${shell.port}`
const upgrade = (...lines: string[]) =>
  head(
    ...lines,
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ).replace('Connection: close', 'Connection: Upgrade\r\nUpgrade: websocket')

test('the page is served under each of its own names, with its headers', async () => {
  for (const name of [own(), `localhost:${shell.port}`, `[::1]:${shell.port}`]) {
    const answered = await shell.raw(head('GET / HTTP/1.1', `Host: ${name}`))
    expect(answered).toMatch(/^HTTP\/1\.1 200 /)
    expect(answered).toContain("content-security-policy: default-src 'none'; script-src 'self';")
    expect(answered).toContain(`connect-src 'self' ws://${name};`)
    expect(answered).toContain('x-content-type-options: nosniff')
    expect(answered).toContain('referrer-policy: no-referrer')
    expect(answered).toContain('cross-origin-opener-policy: same-origin')
    expect(answered).toContain('cache-control: no-store')
    expect(answered.toLowerCase()).not.toContain('access-control')
    expect(answered.toLowerCase()).not.toContain('set-cookie')
    expect(answered).not.toContain(shell.shell.token)
  }
})

/** Requests for a file that get none. `h` is the Host line that would be right. */
const hostileFiles: readonly (readonly [what: string, request: (h: string) => string])[] = [
  ['a foreign Host', () => head('GET / HTTP/1.1', 'Host: evil.test')],
  ['a foreign Host with our port', () => head('GET / HTTP/1.1', `Host: evil.test:${shell.port}`)],
  [
    'a Host that begins like ours',
    () => head('GET / HTTP/1.1', `Host: 127.0.0.1.evil.test:${shell.port}`),
  ],
  ['our address without the port', () => head('GET / HTTP/1.1', 'Host: 127.0.0.1')],
  ['our address with another port', () => head('GET / HTTP/1.1', 'Host: 127.0.0.1:1')],
  ['localhost with a dot', () => head('GET / HTTP/1.1', `Host: localhost.:${shell.port}`)],
  ['a hexadecimal address', () => head('GET / HTTP/1.1', `Host: 0x7f.1:${shell.port}`)],
  ['a decimal address', () => head('GET / HTTP/1.1', `Host: 2130706433:${shell.port}`)],
  ['a short address', () => head('GET / HTTP/1.1', `Host: 127.1:${shell.port}`)],
  ['a mapped address', () => head('GET / HTTP/1.1', `Host: [::ffff:127.0.0.1]:${shell.port}`)],
  ['the unspecified address', () => head('GET / HTTP/1.1', `Host: 0.0.0.0:${shell.port}`)],
  ['a user in the Host', () => head('GET / HTTP/1.1', `Host: x@127.0.0.1:${shell.port}`)],
  ['upper case localhost', () => head('GET / HTTP/1.1', `Host: LOCALHOST:${shell.port}`)],
  ['an empty Host', () => head('GET / HTTP/1.1', 'Host: ')],
  ['no Host', () => head('GET / HTTP/1.1')],
  ['no Host over HTTP/1.0', () => head('GET / HTTP/1.0')],
  ['HTTP/1.0', (h) => head('GET / HTTP/1.0', h)],
  ['HTTP/0.9', () => 'GET /\r\n\r\n'],
  ['two Hosts', (h) => head('GET / HTTP/1.1', h, 'Host: evil.test')],
  ['two Hosts the other way', (h) => head('GET / HTTP/1.1', 'Host: evil.test', h)],
  ['the same Host twice', (h) => head('GET / HTTP/1.1', h, h)],
  ['a folded Host', () => head('GET / HTTP/1.1', `Host: 127.0.0.1:${shell.port}`, ' evil.test')],
  ['an absolute address', (h) => head(`GET http://127.0.0.1:${shell.port}/ HTTP/1.1`, h)],
  ['a foreign absolute address', (h) => head('GET http://evil.test/ HTTP/1.1', h)],
  ['a foreign Origin', (h) => head('GET / HTTP/1.1', h, 'Origin: http://evil.test')],
  ['Origin null', (h) => head('GET / HTTP/1.1', h, 'Origin: null')],
  [
    'our Origin over TLS',
    (h) => head('GET / HTTP/1.1', h, `Origin: https://127.0.0.1:${shell.port}`),
  ],
  [
    'our Origin under another of our names',
    (h) => head('GET / HTTP/1.1', h, `Origin: http://localhost:${shell.port}`),
  ],
  ['another port as Origin', (h) => head('GET / HTTP/1.1', h, 'Origin: http://127.0.0.1:1')],
  [
    'two Origins',
    (h) =>
      head(
        'GET / HTTP/1.1',
        h,
        `Origin: http://127.0.0.1:${shell.port}`,
        'Origin: http://evil.test',
      ),
  ],
  [
    'a script of another site',
    (h) =>
      head(
        'GET /assets/page.js HTTP/1.1',
        h,
        'Sec-Fetch-Site: cross-site',
        'Sec-Fetch-Mode: no-cors',
        'Sec-Fetch-Dest: script',
      ),
  ],
  [
    'a frame of another site',
    (h) =>
      head(
        'GET / HTTP/1.1',
        h,
        'Sec-Fetch-Site: cross-site',
        'Sec-Fetch-Mode: navigate',
        'Sec-Fetch-Dest: iframe',
      ),
  ],
  [
    'a fetch of another port',
    (h) =>
      head(
        'GET / HTTP/1.1',
        h,
        'Sec-Fetch-Site: same-site',
        'Sec-Fetch-Mode: cors',
        'Sec-Fetch-Dest: empty',
      ),
  ],
  ['a way up', (h) => head('GET /../package.json HTTP/1.1', h)],
  ['an escaped way up', (h) => head('GET /..%2fpackage.json HTTP/1.1', h)],
  ['a twice escaped way up', (h) => head('GET /%252e%252e/package.json HTTP/1.1', h)],
  ['a way up with backslashes', (h) => head('GET /..\\package.json HTTP/1.1', h)],
  ['a NUL', (h) => head('GET /index.html%00 HTTP/1.1', h)],
  ['two slashes and a host', (h) => head('GET //evil.test/ HTTP/1.1', h)],
  ['a query', (h) => head('GET /?token=x HTTP/1.1', h)],
  ['a folder', (h) => head('GET /assets/ HTTP/1.1', h)],
  ['the name of a built-in', (h) => head('GET /__proto__ HTTP/1.1', h)],
  ['a star', (h) => head('OPTIONS * HTTP/1.1', h)],
  ['TRACE', (h) => head('TRACE / HTTP/1.1', h)],
  ['CONNECT', (h) => head('CONNECT evil.test:443 HTTP/1.1', h)],
  ['an unknown verb', (h) => head('BREW / HTTP/1.1', h)],
  [
    'a preflight',
    (h) =>
      head(
        'OPTIONS / HTTP/1.1',
        h,
        'Origin: http://evil.test',
        'Access-Control-Request-Method: POST',
      ),
  ],
  [
    'a form',
    (h) =>
      `${head('POST / HTTP/1.1', h, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 3')}a=1`,
  ],
  ['a body on GET', (h) => `${head('GET / HTTP/1.1', h, 'Content-Length: 3')}a=1`],
  ['a chunked body', (h) => `${head('GET / HTTP/1.1', h, 'Transfer-Encoding: chunked')}0\r\n\r\n`],
  [
    'a length and chunks',
    (h) =>
      `${head('POST / HTTP/1.1', h, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\nGET / HTTP/1.1\r\n`,
  ],
  [
    'two lengths',
    (h) =>
      `${head('POST / HTTP/1.1', h, 'Content-Length: 0', 'Content-Length: 44')}GET /calls HTTP/1.1`,
  ],
  ['a bare line feed in a header', (h) => head('GET / HTTP/1.1', h, 'X: a\nHost: evil.test')],
  ['a space before a colon', (h) => head('GET / HTTP/1.1', h, 'Transfer-Encoding : chunked')],
  ['a header of 64 KiB', (h) => head('GET / HTTP/1.1', h, `X: ${'a'.repeat(65_536)}`)],
  [
    'two hundred headers',
    (h) => head('GET / HTTP/1.1', h, ...Array.from({ length: 200 }, (_, n) => `X-${n}: 1`)),
  ],
  ['an address of 8 KiB', (h) => head(`GET /${'a'.repeat(8192)} HTTP/1.1`, h)],
  ['TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
]

test.each(hostileFiles)('a request with %s gets no file', async (_what, request) => {
  const answered = await shell.raw(request(`Host: ${own()}`), true)
  expect(answered).not.toMatch(/^HTTP\/1\.1 2/)
  expect(answered).not.toContain('the page')
})

const hostileUpgrades: readonly (readonly [what: string, lines: () => readonly string[]])[] = [
  ['no Origin', () => ['GET /calls HTTP/1.1', `Host: ${own()}`]],
  ['a foreign Origin', () => ['GET /calls HTTP/1.1', `Host: ${own()}`, 'Origin: http://evil.test']],
  ['Origin null', () => ['GET /calls HTTP/1.1', `Host: ${own()}`, 'Origin: null']],
  [
    'a look-alike Origin',
    () => [
      'GET /calls HTTP/1.1',
      `Host: ${own()}`,
      `Origin: http://127.0.0.1.evil.test:${shell.port}`,
    ],
  ],
  ['a rebound Host', () => ['GET /calls HTTP/1.1', 'Host: evil.test', 'Origin: http://evil.test']],
  [
    'a page of another port',
    () => [
      'GET /calls HTTP/1.1',
      `Host: ${own()}`,
      `Origin: http://${own()}`,
      'Sec-Fetch-Site: same-site',
    ],
  ],
  [
    'a page of another site',
    () => [
      'GET /calls HTTP/1.1',
      `Host: ${own()}`,
      `Origin: http://${own()}`,
      'Sec-Fetch-Site: cross-site',
    ],
  ],
  ['another path', () => ['GET /other HTTP/1.1', `Host: ${own()}`, `Origin: http://${own()}`]],
  [
    'a query',
    () => [
      `GET /calls?token=${shell.shell.token} HTTP/1.1`,
      `Host: ${own()}`,
      `Origin: http://${own()}`,
    ],
  ],
  ['POST', () => ['POST /calls HTTP/1.1', `Host: ${own()}`, `Origin: http://${own()}`]],
  ['HTTP/1.0', () => ['GET /calls HTTP/1.0', `Host: ${own()}`, `Origin: http://${own()}`]],
]

test.each(hostileUpgrades)('a socket asked for with %s is not opened', async (_what, lines) => {
  const before = shell.sessions
  expect(await shell.raw(upgrade(...lines()))).not.toMatch(/^HTTP\/1\.1 101/)
  expect(shell.sessions).toBe(before)
})
