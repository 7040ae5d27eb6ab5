import { expect, test } from 'vitest'
import { readServeArguments } from './cli-serve-arguments.ts'

test('a port is all that has to be said', () => {
  expect(readServeArguments(['--amqp', '5672'])).toEqual({
    verb: 'serve',
    file: null,
    port: 5672,
    profile: null,
    speed: 1,
    record: null,
    untilUs: null,
    user: 'guest',
    password: 'guest',
    tls: null,
    connectionsMax: null,
    json: false,
  })
})

test('everything can be said', () => {
  const words = ['shop.yaml', '--amqp=0', '--profile=rabbitmq@3.10', '--login=me:a:b']
  const more = ['--max-connections=7', '--speed=x1000', '--record=out.jsonl', '--until=14d']
  expect(
    readServeArguments([...words, ...more, '--tls-cert=c.pem', '--tls-key=k.pem', '--json']),
  ).toMatchObject({
    file: 'shop.yaml',
    port: 0,
    speed: 1000,
    record: 'out.jsonl',
    untilUs: 1_209_600_000_000,
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
  [['--amqp', '1', 'a.yaml', 'b.yaml'], 'serve takes one file, and "b.yaml" is one more'],
  [['--amqp', '1', '--speed', 'fast'], '--speed is max or how many virtual seconds'],
  [['--amqp', '1', '--speed', '1/0'], '--speed is max or how many virtual seconds'],
  [['--amqp', '1', '--until', 'soon'], '--until is a duration such as 10m, not "soon"'],
  [['--amqp', '1', '--profile', 'kafka'], '--profile is one of rabbitmq@4.3'],
  [['--amqp', '1', '--login', 'guest'], '--login is a user and a password'],
  [['--amqp', '1', '--tls-cert', 'c.pem'], '--tls-cert and --tls-key go together'],
  [['--amqp', '1', '--max-connections', '0'], '--max-connections is a whole number'],
  [['--amqp', '1', '--fast'], "Unknown option '--fast'"],
] as const)('%j is refused', (words, why) => {
  expect(() => readServeArguments(words)).toThrow(why)
})
