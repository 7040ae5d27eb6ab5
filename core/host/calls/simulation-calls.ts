import { implement } from '@orpc/server'
import { contract } from '#core/contract/contract.ts'
import { plain } from '#core/host/plain.ts'
import type { SessionParts } from '#core/host/session.ts'

export function simulationCalls({ engine, uploads }: SessionParts) {
  const on = implement(contract.simulation)
  return on.router({
    load: on.load.handler(async ({ input: { source, ...rest } }) =>
      plain(await engine.call('load', { ...rest, text: uploads.take(source) })),
    ),
    describe: on.describe.handler(async () => plain(await engine.call('describe', {}))),
    run: on.run.handler(async () => {
      await engine.call('run', {})
      return {}
    }),
    pause: on.pause.handler(async () => {
      await engine.call('pause', {})
      return {}
    }),
    step: on.step.handler(async ({ input }) => {
      await engine.call('step', input)
      return {}
    }),
    speed: on.speed.handler(async ({ input }) => {
      await engine.call('speed', input)
      return {}
    }),
    restart: on.restart.handler(async ({ input }) => plain(await engine.call('restart', input))),
    rewind: on.rewind.handler(async ({ input }) =>
      plain(await engine.call('rewind', { moment: input })),
    ),
    intervene: on.intervene.handler(async ({ input }) =>
      plain(await engine.call('intervene', { command: input })),
    ),
    marks: on.marks.handler(async () => plain(await engine.call('marks', {}))),
    focus: on.focus.handler(async ({ input }) => {
      await engine.call('focus', input)
      return {}
    }),
    log: on.log.handler(async ({ input }) => plain(await engine.call('log', input))),
    result: on.result.handler(async () => plain(await engine.call('result', {}))),
  })
}
