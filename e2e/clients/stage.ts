/** Plays one set of programs against one broker and keeps what each of them printed. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { ProgramSet, Step } from './steps.ts'
import type { Toolchain } from './toolchain.ts'

/** Longer than anything a set waits for, on a slow machine. */
const patienceMs = 45_000

export interface Played {
  /** What was printed to standard output, and how it ended, by the name of its terminal, in the order of the steps. */
  readonly printed: ReadonlyMap<string, readonly string[]>
  /** What went to standard error: for people, not compared. */
  readonly complaints: string
}

/** Never rejects for what a program does: that it hangs or fails is part of what it shows. */
export async function play(set: ProgramSet, toolchain: Toolchain, url: string): Promise<Played> {
  const terminals = new Map<string, Terminal>()
  const env = { ...process.env, ...set.env, AMQP_URL: url, PYTHONDONTWRITEBYTECODE: '1' }
  const open = (step: Extract<Step, { program: string }>): Terminal => {
    const { file, args, cwd } = toolchain.commandOf(step.program)
    const terminal = new Terminal(step.as, spawn(file, [...args, ...step.args], { cwd, env }))
    terminals.set(step.as, terminal)
    return terminal
  }
  try {
    for (const step of set.steps) {
      if (step.does === 'start') open(step)
      else if (step.does === 'run') await open(step).end()
      else if (step.does === 'await') await terminals.get(step.as)?.shown(step.line, step.times)
      else await terminals.get(step.as)?.stop(step.does === 'kill' ? 'SIGKILL' : 'SIGINT')
    }
  } finally {
    await Promise.all([...terminals.values()].map((terminal) => terminal.close()))
  }
  const printed = new Map([...terminals].map(([as, { lines }]) => [as, lines]))
  return { printed, complaints: [...terminals.values()].map((one) => one.complaints).join('') }
}

class Terminal {
  readonly lines: string[] = []
  complaints = ''
  readonly #child: ChildProcess
  readonly #ended: Promise<void>
  #partial = ''
  #heard: () => void = () => {}
  #isOver = false

  constructor(as: string, child: ChildProcess) {
    this.#child = child
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#hear(text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaints = (this.complaints + text.replace(/^(?=[\s\S])/gm, `${as}: `)).slice(-4000)
    })
    this.#ended = new Promise((resolve) => {
      const end = (how: string) => {
        if (this.#isOver) return
        this.#isOver = true
        if (this.#partial !== '') this.lines.push(this.#partial)
        this.lines.push(`(${how})`)
        this.#heard()
        resolve()
      }
      child.once('error', ({ message }) => end(`did not start: ${message}`))
      child.once('close', (code, signal) => end(`ended with ${signal ?? code}`))
    })
  }

  async shown(line: string, times: number): Promise<void> {
    const isThere = () => this.lines.filter((one) => one === line).length >= times
    const came = new Promise<void>((resolve) => {
      this.#heard = () => {
        if (isThere() || this.#isOver) resolve()
      }
      this.#heard()
    })
    if (!(await this.#within(came)) || !isThere()) this.lines.push(`(never printed: ${line})`)
  }

  async end(): Promise<void> {
    if (!(await this.#within(this.#ended))) this.lines.push('(did not end)')
  }

  async stop(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    this.#child.kill(signal)
    await this.end()
  }

  /** Whatever is still there is killed. */
  async close(): Promise<void> {
    if (!this.#isOver) this.#child.kill('SIGKILL')
    await this.#ended
  }

  async #within(event: Promise<void>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs)
    })
    const inTime = await Promise.race([event.then(() => true as const), late])
    clearTimeout(timer)
    return inTime
  }

  #hear(text: string): void {
    const lines = (this.#partial + text).split(/\r?\n/)
    this.#partial = lines.pop() ?? ''
    this.lines.push(...lines)
    this.#heard()
  }
}
