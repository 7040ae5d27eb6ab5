/**
 * How much of the page's main thread the Lab costs with the engine at full speed on the reference scenario (10 queues,
 * 100 producers, 100 consumers): `node e2e/measure-page.ts [seconds]`. Needs a build. Read over the DevTools protocol:
 * busy share of the main thread, tasks over 50 ms after the first second, frames per second. Ends with 1 over a limit.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CDPSession, chromium } from '@playwright/test'
import { startBrowserShell } from './browser-shell.ts'
import { Lab } from './pages/lab.ts'
import { findChromium } from './run/chromium.ts'

const limits = { busyShareMost: 0.4, longTasksMost: 0, framesPerSecondLeast: 50 } as const
const seconds = Number(process.argv[2] ?? 10)

const found = await findChromium()
if (!found.found) {
  console.error(found.reason)
  process.exit(1)
}
const workspace = await mkdtemp(join(tmpdir(), 'sluice-measure-'))
const shell = await startBrowserShell(workspace)
const browser = await chromium.launch({
  ...(found.path === null ? {} : { executablePath: found.path }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(shell.address)
  const lab = new Lab(page)
  await lab.runs()
  await lab.openFile('reference.yaml', referenceScenario())
  await lab.runs()
  await page.getByRole('slider', { name: 'Speed' }).press('End')
  const wall = await page.context().newCDPSession(page)
  await wall.send('Performance.enable', { timeDomain: 'timeTicks' })
  // On a machine that does something else too, a task's wall time counts the waiting; its thread time does not.
  const thread = await page.context().newCDPSession(page)
  await thread.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.evaluate(watch)
  await page.waitForTimeout(1000)
  await page.evaluate(() => window.measured.begin())
  const before = { wall: await busySeconds(wall), thread: await busySeconds(thread) }
  const began = performance.now()
  const eventsBefore = await lab.events()
  await page.waitForTimeout(seconds * 1000)
  const wallSeconds = (performance.now() - began) / 1000
  const busyShare = ((await busySeconds(wall)) - before.wall) / wallSeconds
  const threadShare = ((await busySeconds(thread)) - before.thread) / wallSeconds
  const { frames, longTasks, longestMs } = await page.evaluate(() => window.measured)
  const report = {
    wallSeconds: round(wallSeconds),
    busyShare: round(busyShare),
    threadTimeShare: round(threadShare),
    longTasksOver50Ms: longTasks,
    longestTaskMs: round(longestMs),
    framesPerSecond: round(frames / wallSeconds),
    engineEventsPerSecond: Math.round(((await lab.events()) - eventsBefore) / wallSeconds),
  }
  console.log(JSON.stringify(report, null, 2))
  const within =
    report.busyShare <= limits.busyShareMost &&
    report.longTasksOver50Ms <= limits.longTasksMost &&
    report.framesPerSecond >= limits.framesPerSecondLeast
  process.exitCode = within ? 0 : 1
} finally {
  await browser.close()
  await shell.stop()
  await rm(workspace, { recursive: true, force: true })
}

declare global {
  interface Window {
    measured: { frames: number; longTasks: number; longestMs: number; begin(): void }
  }
}

/** Runs in the page: counts animation frames and tasks the browser itself calls long. */
function watch(): void {
  const measured = {
    frames: 0,
    longTasks: 0,
    longestMs: 0,
    begin: () => Object.assign(measured, { frames: 0, longTasks: 0, longestMs: 0 }),
  }
  const frame = () => {
    measured.frames++
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      measured.longTasks++
      measured.longestMs = Math.max(measured.longestMs, duration)
    }
  }).observe({ type: 'longtask' })
  window.measured = measured
}

async function busySeconds(protocol: CDPSession): Promise<number> {
  const { metrics } = await protocol.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')!.value
}

function referenceScenario(): string {
  const lines = [
    'sluice: 1',
    'scenario: Reference',
    'seed: 1',
    'exchanges: { work: { type: topic } }',
    'queues:',
  ]
  const queues = Array.from({ length: 10 }, (_, index) => `q${index}`)
  for (const queue of queues) lines.push(`  ${queue}: {}`)
  lines.push('bindings:')
  for (const queue of queues) lines.push(`  - { from: work, to: ${queue}, key: ${queue}.# }`)
  lines.push('producers:')
  for (const queue of queues) {
    lines.push(
      `  to-${queue}: { to: work, key: ${queue}.a, rate: 80/s, arrivals: poisson, count: 10 }`,
    )
  }
  lines.push('consumers:')
  for (const queue of queues) {
    lines.push(
      `  of-${queue}: { from: ${queue}, prefetch: 10, count: 10, service: { exponential: 10ms } }`,
    )
  }
  return `${lines.join('\n')}\n`
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
