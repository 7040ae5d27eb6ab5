import { createServer, type RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { Management } from './management.ts'

const profile = {
  kind: 'rabbitmq',
  id: 'x',
  name: 'x',
  environment: 'local',
  host: '127.0.0.1',
  port: 5672,
  tls: false,
  tlsVerify: true,
  virtualHost: '/',
  username: 'me',
  management: null,
} as const

async function against<Result>(
  answer: RequestListener,
  work: (management: Management) => Promise<Result>,
): Promise<Result> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const management = new Management(`http://127.0.0.1:${port}`, profile, 'secret')
  try {
    return await work(management)
  } finally {
    management.close()
    server.close()
  }
}

test('a login never follows a redirect', async () => {
  const asked: (string | undefined)[] = []
  await against(
    (request, response) => {
      asked.push(request.url)
      response.writeHead(302, { location: '/elsewhere' }).end()
    },
    async (management) => {
      await expect(management.whoAmI()).rejects.toMatchObject({ code: 'refused' })
    },
  )
  expect(asked).toEqual(['/api/whoami'])
})

test('an answer in another shape is refused in a sentence, not passed on', async () => {
  for (const text of ['<html>', '[]', '{"name":1}', '{"name":"a","tags":'])
    await against(
      (_, response) => response.end(text),
      async (management) => {
        await expect(management.whoAmI()).rejects.toMatchObject({ code: 'unsupported' })
      },
    )
})

test('a refusal carries the words of the server and not the password', async () => {
  await against(
    (_, response) =>
      response.writeHead(401).end('{"error":"not_authorized","reason":"Not management user"}'),
    async (management) => {
      const failure = await management.whoAmI().catch((problem: Error) => problem.message)
      expect(failure).toContain('"Not management user"')
      expect(failure).not.toContain('secret')
    },
  )
})

test('arguments past 2^53 are read digit for digit', async () => {
  const row =
    '{"vhost":"/","name":"q","type":"classic","durable":true,"arguments":{"x-message-ttl":9007199254740993}}'
  await against(
    (_, response) => response.end(row),
    async (management) => {
      expect((await management.queue('/', 'q')).arguments).toEqual({
        'x-message-ttl': 9007199254740993n,
      })
    },
  )
})

test('names with slashes and percents stay one part of the path', async () => {
  let asked = ''
  await against(
    (request, response) => {
      asked = request.url ?? ''
      response.end('[]')
    },
    (management) => management.bindingsTo('/a%2Fb', 'q/../x?y#z'),
  )
  expect(asked).toBe('/api/queues/%2Fa%252Fb/q%2F..%2Fx%3Fy%23z/bindings')
})

test('nothing listening, no such name and a login in the address are told apart', async () => {
  const nobody = new Management('http://127.0.0.1:1', profile, null)
  await expect(nobody.whoAmI()).rejects.toThrow('nothing listens')
  const nowhere = new Management('http://no-such-host.invalid', profile, null)
  await expect(nowhere.whoAmI()).rejects.toThrow('name is not known')
  expect(() => new Management('http://me:secret@h', profile, null)).toThrow('take away')
})
