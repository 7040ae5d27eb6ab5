import { expect, test } from 'vitest'
import { readServeArguments } from './cli-serve-arguments.ts'

test('a port is all that has to be said', () => {
  expect(readServeArguments(['--amqp', '5672'])).toEqual({
    verb: 'serve',
    port: 5672,
    profile: 'rabbitmq@4.3',
    user: 'guest',
    password: 'guest',
    tls: null,
    connectionsMax: null,
    json: false,
  })
})

test('everything can be said', () => {
  const words = ['--amqp=0', '--profile=rabbitmq@3.10', '--login=me:a:b', '--max-connections=7']
  expect(
    readServeArguments([...words, '--tls-cert=c.pem', '--tls-key=k.pem', '--json']),
  ).toMatchObject({
    port: 0,
    profile: 'rabbitmq@3.10',
    user: 'me',
    password: 'a:b',
    connectionsMax: 7,
    tls: { certificate: 'c.pem', key: 'k.pem' },
    json: true,
  })
})

test.each([
  [[], 'Name the port'],
  [['--amqp', '70000'], '--amqp is a whole number from 0 to 65535, not "70000"'],
  [['--amqp', '1', 'file.yaml'], 'serve takes no file, and there is "file.yaml"'],
  [['--amqp', '1', '--profile', 'kafka'], '--profile is one of rabbitmq@4.3'],
  [['--amqp', '1', '--login', 'guest'], '--login is a user and a password'],
  [['--amqp', '1', '--tls-cert', 'c.pem'], '--tls-cert and --tls-key go together'],
  [['--amqp', '1', '--max-connections', '0'], '--max-connections is a whole number'],
  [['--amqp', '1', '--speed'], "Unknown option '--speed'"],
] as const)('%j is refused', (words, why) => {
  expect(() => readServeArguments(words)).toThrow(why)
})
