/**
 * Files nobody should have to fear: each is refused with one clear sentence and its place. The table is a test of the
 * readers and can be printed, see print-bad-files.ts.
 */
import { shippedText } from './shipped-texts.ts'

export interface BadFile {
  readonly name: string
  readonly text: () => string
  /** What the first sentence must say. */
  readonly says: RegExp
  /** Where it must point, when that is not the first character. */
  readonly line?: number
}

export const sound = shippedText('work-queue')
/** The sound file with one thing changed. */
export const changed = (from: string, to: string) => () => {
  if (!sound.includes(from)) throw new Error(`the sound file does not say ${from}`)
  return sound.replace(from, to)
}
const laughs = Array.from(
  { length: 12 },
  (_, level) => `l${level}: &l${level} [${`*l${level - 1},`.repeat(level === 0 ? 0 : 10)}1]`,
).join('\n')

export const badForms: readonly BadFile[] = [
  { name: 'empty', text: () => '', says: /empty/ },
  { name: 'only spaces and a comment', text: () => '  \n# nothing\n', says: /empty/ },
  { name: 'a single word', text: () => 'hello', says: /begins with "sluice: 1"/ },
  { name: 'a list', text: () => '- a\n- b\n', says: /holds a list/ },
  {
    name: 'another program’s file',
    text: () => 'services:\n  web: {}\n',
    says: /"services" is not a field/,
  },
  {
    name: 'a definitions export',
    text: () => '{"rabbit_version": "4.3.6", "queues": []}',
    says: /definitions export.*import it/,
  },
  {
    name: 'four million brackets',
    text: () => `a: [${'[],'.repeat(1_300_000)}]`,
    says: /2 million/,
  },
  { name: 'UTF-16 read as bytes', text: () => [...sound].join('\0'), says: /NUL.*UTF-8/ },
  { name: 'a NUL in the middle', text: changed('tasks', 'ta\0sks'), says: /NUL/, line: 10 },
  { name: '50 MB of one letter', text: () => 'x'.repeat(50_000_000), says: /larger than 4 MiB/ },
  { name: 'a newer version', text: changed('sluice: 1', 'sluice: 2'), says: /form 2.*newer/ },
  {
    name: 'a version of text',
    text: changed('sluice: 1', 'sluice: "1; drop"'),
    says: /version.*"1; drop"/,
  },
  { name: 'a negative version', text: changed('sluice: 1', 'sluice: -1'), says: /version.*-1/ },
  {
    name: 'a version beyond counting',
    text: changed('sluice: 1', 'sluice: 99999999999999999999'),
    says: /newer/,
  },
  { name: '10,000 open brackets', text: () => '['.repeat(10_000), says: /deeper than 64/ },
  { name: '10,000 open braces', text: () => '{a: '.repeat(10_000), says: /deeper than 64/ },
  { name: '10,000 lists in lists', text: () => '- '.repeat(10_000), says: /deeper than 64/ },
  {
    name: 'headers 100 deep',
    text: changed('key: tasks,', `key: tasks, headers: ${'{a: '.repeat(100)}1${'}'.repeat(100)},`),
    says: /deeper than 64/,
    line: 14,
  },
  { name: 'aliases that grow to billions', text: () => laughs, says: /anchor.*quotes/ },
  { name: 'an alias', text: changed('key: tasks', 'key: *all'), says: /alias.*quotes/, line: 14 },
  {
    name: 'a key that is only #',
    text: changed('key: tasks', 'key: # '),
    says: /begins a comment.*quotes/,
    line: 14,
  },
  { name: 'a tag', text: changed('seed: 100', 'seed: !!js/function "x"'), says: /tag/, line: 6 },
  { name: 'a directive', text: () => `%YAML 1.1\n---\n${sound}`, says: /directive/ },
  {
    name: 'a merge key',
    text: changed('tasks: { durable: true }', 'tasks: { <<: { durable: true } }'),
    says: /"<<" is not a field/,
    line: 10,
  },
  {
    name: 'two documents',
    text: () => `${sound}\n---\n${sound}`,
    says: /one scenario per file/,
    line: 30,
  },
  {
    name: 'a tab for indentation',
    text: changed('  tasks: {', '\ttasks: {'),
    says: /tab/,
    line: 10,
  },
  {
    name: 'the same key twice',
    text: changed('profile: rabbitmq@4.3', 'seed: 5'),
    says: /"seed" stands here a second time/,
    line: 6,
  },
  {
    name: 'the same queue twice',
    text: changed('tasks: { durable: true }', 'tasks: {}\n  tasks: {}'),
    says: /"tasks" stands here a second time/,
    line: 11,
  },
  {
    name: '__proto__ as a field',
    text: changed('durable: true', '__proto__: { durable: true }'),
    says: /"__proto__" is not a field/,
    line: 10,
  },
  {
    name: 'constructor as a section',
    text: () => `${sound}\nconstructor: {}\n`,
    says: /"constructor" is not a field/,
    line: 30,
  },
  {
    name: '__proto__ as a queue nobody declared',
    text: changed('from: tasks', 'from: __proto__'),
    says: /no queue "__proto__".*404/,
    line: 18,
  },
  {
    name: 'a misspelt field',
    text: changed('prefetch: 2', 'prefech: 2'),
    says: /did you mean prefetch/,
    line: 20,
  },
  {
    name: 'a number as text',
    text: changed('count: 2', 'count: "2"'),
    says: /write 2 without quotes/,
    line: 19,
  },
  {
    name: 'not a number',
    text: changed('prefetch: 2', 'prefetch: .nan'),
    says: /whole number.*\.nan/,
    line: 20,
  },
  {
    name: 'infinity',
    text: changed('prefetch: 2', 'prefetch: 1e309'),
    says: /whole number.*1e309/,
    line: 20,
  },
  {
    name: 'a fraction',
    text: changed('prefetch: 2', 'prefetch: 1.5'),
    says: /whole number.*1\.5/,
    line: 20,
  },
  {
    name: '2^53 + 1',
    text: changed('seed: 100', 'seed: 9007199254740993'),
    says: /4294967295.*9007199254740993/,
    line: 6,
  },
  {
    name: 'a seed out of range',
    text: changed('seed: 100', 'seed: 4294967296'),
    says: /from 0 to 4294967295/,
    line: 6,
  },
  {
    name: 'a negative rate',
    text: changed('rate: 12/s', 'rate: -12/s'),
    says: /never negative/,
    line: 14,
  },
  {
    name: 'a rate without a unit',
    text: changed('rate: 12/s', 'rate: 12'),
    says: /12\/s/,
    line: 14,
  },
  {
    name: 'a duration without a unit',
    text: changed('duration: 10m', 'duration: 600'),
    says: /600s/,
    line: 7,
  },
  {
    name: 'a duration beyond counting',
    text: changed('duration: 10m', 'duration: 9999999999d'),
    says: /285 years/,
    line: 7,
  },
  {
    name: 'half a microsecond',
    text: changed('exponential: 100ms', 'exponential: 0.5us'),
    says: /whole number of microseconds/,
    line: 22,
  },
  {
    name: 'a TTL in seconds',
    text: changed('durable: true', 'x-message-ttl: 60s'),
    says: /milliseconds, write 60000/,
    line: 10,
  },
  {
    name: 'a negative TTL',
    text: changed('durable: true', 'x-message-ttl: -1'),
    says: /from 0 to 4294967295/,
    line: 10,
  },
  {
    name: 'a queue type nobody has',
    text: changed('durable: true', 'x-queue-type: streem'),
    says: /one of classic, quorum, stream/,
    line: 10,
  },
  {
    name: 'an argument to come',
    text: changed('durable: true', 'x-queue-master-locator: a'),
    says: /x-queue-master-locator is not simulated yet/,
    line: 10,
  },
  {
    name: 'an argument of quorum queues on a classic one',
    text: changed('durable: true', 'x-delivery-limit: 5'),
    says: /406.*x-queue-type: quorum/,
    line: 10,
  },
  {
    name: 'a dead-letter key without an exchange',
    text: changed('durable: true', 'x-dead-letter-routing-key: a'),
    says: /406.*x-dead-letter-exchange/,
    line: 10,
  },
]
