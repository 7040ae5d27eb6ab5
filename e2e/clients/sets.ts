/** Every set of programs that is run on both brokers; those that take longest come first. */
import {
  interrupt,
  kill,
  type Language,
  type ProgramSet,
  run,
  type Step,
  start,
  until,
} from './steps.ts'

export const programSets: readonly ProgramSet[] = [
  celery('classic'),
  celery('quorum'),
  set('python', 'three tasks', [run('producer'), run('consumer')]),
  ...tutorials('python'),
  set('python', 'lifecycle of a message', [run('lifecycle')]),
  set('python', 'refusals', [run('refusals')]),
  ...tutorials('node'),
  set('node', 'confirms, returns, cancel, errors', [run('confirms')]),
  set('java', 'confirms, returns, cancel, errors', [run('Orders')]),
  set('go', 'confirms, returns, cancel, errors', [run('orders')]),
]

/** The six classic tutorials. */
function tutorials(language: Language): readonly ProgramSet[] {
  return [
    set(language, 'tutorial 1, hello', [
      run('send'),
      start('receive'),
      until('receive', 'received Hello, world'),
      interrupt('receive'),
    ]),
    // The slow task keeps the first worker busy while the other does the rest.
    set(language, 'tutorial 2, work queues', [
      start('worker', [], 'worker 1'),
      until('worker 1', 'waiting'),
      start('worker', [], 'worker 2'),
      until('worker 2', 'waiting'),
      run('new_task', ['slow....................', 'a', 'b.', 'c', 'd']),
      until('worker 2', 'done d'),
      until('worker 1', 'done slow....................'),
      run('new_task', ['e'], 'new_task again'),
      until('worker 2', 'done e'),
      interrupt('worker 1'),
      interrupt('worker 2'),
    ]),
    // The task of a worker that dies is done by the other.
    set(language, 'tutorial 2, a worker dies', [
      start('worker', [], 'worker 1'),
      until('worker 1', 'waiting'),
      start('worker', [], 'worker 2'),
      until('worker 2', 'waiting'),
      run('new_task', ['long....................']),
      until('worker 1', 'received long....................'),
      kill('worker 1'),
      until('worker 2', 'done long....................'),
      interrupt('worker 2'),
    ]),
    set(language, 'tutorial 3, publish/subscribe', [
      start('receive_logs', [], 'listener 1'),
      start('receive_logs', [], 'listener 2'),
      until('listener 1', 'waiting'),
      until('listener 2', 'waiting'),
      run('emit_log', ['first', 'second']),
      until('listener 1', 'logs: second'),
      until('listener 2', 'logs: second'),
      interrupt('listener 2'),
      run('emit_log', ['third'], 'emit_log again'),
      until('listener 1', 'logs: third'),
      interrupt('listener 1'),
    ]),
    set(language, 'tutorial 4, routing', [
      ...routed('direct', ['error'], 'errors'),
      ...routed('direct', ['info', 'warning', 'error'], 'everything'),
      run('emit_log_routed', ['direct', 'info', 'up', 'debug', 'nobody', 'error', 'disk full']),
      until('errors', 'error: disk full'),
      until('everything', 'error: disk full'),
      interrupt('errors'),
      interrupt('everything'),
    ]),
    set(language, 'tutorial 5, topics', [
      ...routed('topic', ['#'], 'all'),
      ...routed('topic', ['kern.*'], 'kernel'),
      ...routed('topic', ['*.critical', 'kern.#'], 'critical'),
      run('emit_log_routed', [
        ...['topic', 'kern.critical', 'panic', 'cron.critical', 'late', 'kern', 'plain'],
        ...['kern.a.b', 'deep', '', 'empty', 'auth.info', 'login', 'kern.info', 'end'],
      ]),
      until('all', 'kern.info: end'),
      until('kernel', 'kern.info: end'),
      until('critical', 'kern.info: end'),
      interrupt('all'),
      interrupt('kernel'),
      interrupt('critical'),
    ]),
    set(language, 'tutorial 6, RPC', [
      start('rpc_server'),
      until('rpc_server', 'waiting'),
      run('rpc_client', ['1', '10', '30']),
      interrupt('rpc_server'),
    ]),
  ]
}

function routed(kind: string, keys: readonly string[], as: string): readonly Step[] {
  return [
    start('receive_logs_routed', [kind, ...keys], as),
    until(as, `waiting for ${keys.join(' ')}`),
  ]
}

function celery(queueType: 'classic' | 'quorum'): ProgramSet {
  const worker = ['--quiet', '-A', 'shop', 'worker', '--loglevel=WARNING', '--concurrency=1']
  return {
    ...set('celery', `retries and ETA, ${queueType} queues`, [
      start('celery', worker, 'worker'),
      until('worker', 'ready'),
      run('order'),
      interrupt('worker'),
    ]),
    env: { QUEUE_TYPE: queueType },
  }
}

function set(language: Language, name: string, steps: readonly Step[]): ProgramSet {
  return { language, name, env: {}, steps }
}
