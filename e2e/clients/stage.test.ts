import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { play } from './stage.ts'
import { interrupt, kill, type ProgramSet, run, type Step, start, until } from './steps.ts'
import type { Toolchain } from './toolchain.ts'

const programs = {
  greet: `console.log('hello', process.argv[2]); console.log(process.env.AMQP_URL, process.env.MOOD)`,
  linger: `process.once('SIGINT', () => { console.log('bye'); process.exit(3) })
    console.log('here'); setInterval(() => {}, 1000)`,
  partial: `process.stdout.write('no end of line')`,
  complain: `console.error('oh dear'); process.exitCode = 1`,
}
let cwd = ''

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice-stage-'))
  for (const [name, text] of Object.entries(programs))
    await writeFile(join(cwd, `${name}.mjs`), text)
})
afterAll(() => rm(cwd, { recursive: true, force: true }))

async function played(...steps: readonly Step[]) {
  const toolchain: Toolchain = {
    available: true,
    language: 'node',
    commandOf: (program) => ({ file: process.execPath, args: [`${program}.mjs`], cwd }),
  }
  const set: ProgramSet = { language: 'node', name: 'a set', env: { MOOD: 'calm' }, steps }
  const { printed, complaints } = await play(set, toolchain, 'amqp://nowhere')
  return { printed: Object.fromEntries(printed), complaints }
}

test('A program is told the address by its environment, and what it prints is kept by line', async () => {
  expect((await played(run('greet', ['you']))).printed).toEqual({
    greet: ['hello you', 'amqp://nowhere calm', '(ended with 0)'],
  })
})

test('A program that stays is awaited by what it prints and ends by Ctrl-C', async () => {
  const { printed } = await played(start('linger'), until('linger', 'here'), interrupt('linger'))
  expect(printed).toEqual({ linger: ['here', 'bye', '(ended with 3)'] })
})

test('A program that is killed says no more', async () => {
  const { printed } = await played(start('linger'), until('linger', 'here'), kill('linger'))
  expect(printed).toEqual({ linger: ['here', '(ended with SIGKILL)'] })
})

test('What is left at the end of a set is ended', async () => {
  const { printed } = await played(start('linger', [], 'one'), until('one', 'here'), run('partial'))
  expect(printed).toEqual({
    one: ['here', '(ended with SIGKILL)'],
    partial: ['no end of line', '(ended with 0)'],
  })
})

test('A line that never comes is said, and complaints are kept apart', async () => {
  const { printed, complaints } = await played(start('complain'), until('complain', 'fine'))
  expect(printed).toEqual({ complain: ['(ended with 1)', '(never printed: fine)'] })
  expect(complaints).toBe('complain: oh dear\n')
})
