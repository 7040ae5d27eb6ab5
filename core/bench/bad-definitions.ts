/** Definitions files nobody should have to fear, as bad-files.ts has scenarios. */
import type { BadFile } from './bad-files.ts'

const queues = (list: string) => `{"queues": ${list}}`

export const badDefinitions: readonly BadFile[] = [
  { name: 'empty', text: () => '', says: /empty/ },
  { name: 'YAML', text: () => 'queues: []', says: /not valid JSON/ },
  { name: 'a list', text: () => '[]', says: /JSON object/ },
  { name: 'another JSON file', text: () => '{"name": "x"}', says: /none of queues/ },
  { name: 'cut off', text: () => '{"queues": [{"name": "a"', says: /ends too early/ },
  { name: 'cut off in a text', text: () => '{"queues": [{"name": "a', says: /no end/ },
  { name: 'a trailing comma', text: () => '{"queues": [],}', says: /double quotes is missing/ },
  { name: 'something after the end', text: () => '{"queues": []}]', says: /after the end/ },
  { name: 'a bad escape', text: () => queues('[{"name": "\\x"}]'), says: /bad escape/ },
  { name: '10,000 open brackets', text: () => queues('['.repeat(10_000)), says: /deeper than 64/ },
  { name: 'the same name twice', text: () => '{"queues": [], "queues": []}', says: /second time/ },
  { name: 'queues of text', text: () => queues('"q"'), says: /queues must be a list/ },
  { name: 'a queue of text', text: () => queues('["q"]'), says: /must be a map/ },
  {
    name: 'a queue without a name',
    text: () => queues('[{"vhost": "/"}]'),
    says: /name is missing/,
  },
  {
    name: 'a queue named by a number',
    text: () => queues('[{"name": 12}]'),
    says: /name must be text/,
  },
  {
    name: 'a durable of text',
    text: () => queues('[{"name": "q", "durable": "yes"}]'),
    says: /true or false/,
  },
  {
    name: 'arguments of text',
    text: () => queues('[{"name": "q", "arguments": "x"}]'),
    says: /map of names/,
  },
  {
    name: '40 MB',
    text: () => `{"queues": []${' '.repeat(40_000_000)}}`,
    says: /larger than 32 MiB/,
  },
  { name: 'NUL', text: () => '{\0}', says: /NUL/ },
]
