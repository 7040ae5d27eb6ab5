import { Backlog } from './backlog.ts'
import { threadMs } from './rounds.ts'

const stepMessages = 500

/** What a backlog of plain messages costs while it builds and while it stands. */
export interface Building {
  readonly messages: number
  readonly bytesPerMessage: number
  /** Growth of the process, log and collector's leftovers included. */
  readonly residentMb: number
  /** Of steps of 500 messages; the best of the tries, since a busy machine only ever adds. */
  readonly longestStepMs: number
}

export function build(messages: number, tries: number): Building {
  let longestStepMs = Number.POSITIVE_INFINITY
  let bytesPerMessage = 0
  let residentMb = 0
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = process.memoryUsage().rss
    const backlog = new Backlog('building', messages)
    longestStepMs = Math.min(longestStepMs, longestStep(backlog, messages))
    bytesPerMessage = backlog.broker.slotBytes() / messages
    residentMb = Math.max(residentMb, (process.memoryUsage().rss - before) / 2 ** 20)
  }
  return { messages, bytesPerMessage, residentMb, longestStepMs }
}

function longestStep(backlog: Backlog, messages: number): number {
  let longestMs = 0
  for (let built = 0; built < messages; built += stepMessages) {
    const beganMs = threadMs()
    backlog.fill(stepMessages)
    longestMs = Math.max(longestMs, threadMs() - beganMs)
  }
  return longestMs
}
