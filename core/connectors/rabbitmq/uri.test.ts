import { expect, test } from 'vitest'
import { parseAmqpUri } from './uri.ts'

const parsed = (uri: string) => {
  const { profile, password, filled } = parseAmqpUri(uri)
  const { host, port, tls, virtualHost, username } = profile
  return { host, port, tls, virtualHost, username, password, filled }
}

test('a full URI fills host, port, TLS, user, password and virtual host', () => {
  expect(parsed('amqps://sluice-ro:p%40ss@mq.stage.example.net:5671/orders')).toEqual({
    host: 'mq.stage.example.net',
    port: 5671,
    tls: true,
    virtualHost: 'orders',
    username: 'sluice-ro',
    password: 'p@ss',
    filled: ['host', 'port', 'tls', 'username', 'password', 'virtualHost'],
  })
})

test('what a URI leaves out has the defaults of AMQP', () => {
  expect(parsed('amqp://localhost')).toMatchObject({
    port: 5672,
    tls: false,
    virtualHost: '/',
    username: 'guest',
    password: null,
    filled: ['host', 'port', 'tls'],
  })
  expect(parsed('amqps://localhost')).toMatchObject({ port: 5671, tls: true })
})

test('a slash that is part of a virtual host is written %2F', () => {
  expect(parsed('amqp://h/%2Forders').virtualHost).toBe('/orders')
  expect(parsed('amqp://h/%2F').virtualHost).toBe('/')
  expect(() => parseAmqpUri('amqp://h//orders')).toThrow('%2F')
})

test('an IPv6 address stands in brackets', () => {
  expect(parsed('amqp://[::1]:5673').host).toBe('::1')
  expect(() => parseAmqpUri('amqp://[not-an-address]')).toThrow('IPv6')
})

test('a draft verifies certificates and is called after its host', () => {
  expect(parseAmqpUri('amqps://mq.example.net').profile).toMatchObject({
    id: 'draft',
    name: 'mq.example.net',
    tlsVerify: true,
    management: null,
    environment: 'production',
  })
  expect(parseAmqpUri('amqp://127.0.0.1').profile.environment).toBe('local')
})

test.each([
  ['http://h', 'amqp://'],
  ['amqp://h?verify=verify_none', 'options are set in the form'],
  ['amqp://h#x', 'options are set in the form'],
  ['amqp://u:p@ss@h', '%40'],
  ['amqp://h:70000', '65535'],
  ['amqp://h:0', '65535'],
  ['amqp://h/%zz', 'hex digits'],
  ['amqp://010.0.0.1', 'without leading zeros'],
  ['amqp://0x7f.1', 'without leading zeros'],
  ['amqp://2130706433', 'without leading zeros'],
  ['amqp://h.', 'dot'],
  ['amqp://a b', 'cannot hold'],
  ['amqp://h%00.example.net', 'cannot hold'],
  ['amqp://trusted%40evil', 'cannot hold'],
  ['amqp://', 'empty'],
])('%s is refused with the reason', (uri, reason) => {
  expect(() => parseAmqpUri(uri)).toThrow(reason)
})

test('no refusal repeats the password', () => {
  for (const uri of [
    'amqp://u:hunter2@h:0',
    'amqp://u:hunter2@h?x',
    'amqp://u:hunter2@x@h',
    'amqp://u:hunter2%zz@h',
  ])
    try {
      parseAmqpUri(uri)
      expect.unreachable(uri)
    } catch (problem) {
      expect(String(problem)).not.toContain('hunter2')
    }
})

test('an international name is looked up as Punycode', () => {
  expect(parsed('amqp://b%C3%BCcher.example').host).toBe('xn--bcher-kva.example')
})
