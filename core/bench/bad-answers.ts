/** Scenario files that are well written and that no broker would accept. */
import { type BadFile, changed, sound } from './bad-files.ts'

export const badAnswers: readonly BadFile[] = [
  {
    name: 'a reserved queue name',
    text: changed('tasks: { durable', 'amq.tasks: { durable'),
    says: /"amq\."|no queue/,
  },
  {
    name: 'a queue name of 10,000 letters',
    text: changed('tasks: {', `${'q'.repeat(1000)}: {`),
    says: /at most 255 bytes/,
    line: 10,
  },
  {
    name: 'a queue without a name',
    text: changed('tasks: {', '"": {'),
    says: /more than an empty text/,
    line: 10,
  },
  {
    name: 'half a surrogate pair',
    text: changed('key: tasks', 'key: "\\ud800"'),
    says: /surrogate/,
    line: 14,
  },
  {
    name: 'a binding to nowhere',
    text: changed(
      'producers:',
      'exchanges: { x: { type: topic } }\nbindings: [{ from: x, to: task }]\nproducers:',
    ),
    says: /no queue "task".*did you mean "tasks"/,
    line: 14,
  },
  {
    name: 'a binding from the default exchange',
    text: changed('producers:', 'bindings: [{ from: "", to: tasks }]\nproducers:'),
    says: /403/,
    line: 13,
  },
  {
    name: 'a topic key with three #',
    text: changed(
      'producers:',
      'exchanges: { x: { type: topic } }\nbindings: [{ from: x, to: tasks, key: "#.a.#.b.#" }]\nproducers:',
    ),
    says: /406/,
    line: 14,
  },
  {
    name: 'an exchange of no type',
    text: changed('producers:', 'exchanges: { x: {} }\nproducers:'),
    says: /type is missing/,
    line: 13,
  },
  {
    name: 'two actors of one name',
    text: changed('consumers:', 'consumers:\n  producer: { from: tasks, service: 5ms }'),
    says: /called so too/,
  },
  {
    name: 'a group called like another actor',
    text: changed('worker:', 'producer:'),
    says: /also the name of something else/,
  },
  {
    name: '10^9 replicas',
    text: changed('count: 2', 'count: 1000000000'),
    says: /from 1 to 20000/,
    line: 19,
  },
  {
    name: 'a fault of somebody unknown',
    text: () => `${sound}\nfaults: [{ at: 5s, crash: worker-9 }]`,
    says: /no consumer "worker-9".*did you mean/,
    line: 30,
  },
  {
    name: 'a fault of no kind',
    text: () => `${sound}\nfaults: [{ at: 5s }]`,
    says: /exactly one of crash, slow, stop, surge/,
    line: 30,
  },
  {
    name: 'an expectation without a bound',
    text: changed(', atMost: 4', ''),
    says: /without a bound/,
    line: 27,
  },
  {
    name: 'an expectation of an unknown measure',
    text: changed('depthMean', 'depthMeen'),
    says: /one of published/,
    line: 27,
  },
]
