import { expect, test } from 'vitest'
import { Failure } from '#core/model/failure.ts'
import { readArguments } from './cli-arguments.ts'

const broker = ['conformance', '--broker', 'rabbitmq']

test('everything is compared unless narrowed', () => {
  expect(readArguments(broker)).toEqual({
    verb: 'conformance',
    profiles: ['3.10', '4.0', '4.3'],
    only: [],
    json: false,
    recorded: false,
    record: false,
    random: null,
    seed: 1,
    planted: false,
    url: null,
  })
  const words = [...broker, '--version', '4.3,3.10', '--only', '16,K20', '--json', '--recorded']
  expect(readArguments(words)).toMatchObject({
    profiles: ['4.3', '3.10'],
    only: ['K16', 'K20'],
    json: true,
    recorded: true,
  })
})

test('random scripts need a number only', () => {
  expect(readArguments(['conformance', '--random', '200', '--seed', '7'])).toMatchObject({
    random: 200,
    seed: 7,
    profiles: ['3.10', '4.0', '4.3'],
  })
})

test('help is help behind it too', () => {
  expect(readArguments(['conformance', '--help'])).toEqual({ verb: 'help' })
})

test.each([
  [['conformance'], /Name the broker: --broker rabbitmq/],
  [['conformance', '--broker', 'kafka'], /--broker can be rabbitmq, not "kafka"/],
  [[...broker, '--version', '5.0'], /--version can be 3.10, 4.0, 4.3, not "5.0"/],
  [[...broker, '--version', ''], /--version can be/],
  [[...broker, '--only', 'all'], /--only takes numbers of scenarios such as 16,K20, not "all"/],
  [[...broker, '--seed', '1'], /--seed .* goes with --random/],
  [['conformance', '--random', '0'], /--random is how many scripts/],
  [['conformance', '--random', '5', '--seed', '-1'], /--seed/],
  [['conformance', '--random', '5', '--recorded'], /--random compares scripts of its own/],
  [[...broker, '--frob'], /Unknown option '--frob'/],
  [[...broker, 'file.yaml'], /takes no file, and there is "file.yaml"/],
  [[...broker, '--url', 'http://localhost'], /--url is an address such as amqp:/],
  [[...broker, '--url', 'amqp://h', '--version', '4.0'], /neither --version nor --recorded/],
  [[...broker, '--planted', '--record'], /--planted compares with the recordings/],
  [[...broker, '--record', '--only', '1'], /--record takes all scenarios/],
] as const)('%j is refused in one sentence', (words, says) => {
  const read = () => readArguments(words)
  expect(read).toThrow(Failure)
  expect(read).toThrow(says)
})
