/** Entry of the thread that runs the conformance scripts on the engine once, reports, and ends. */
import { parentPort } from 'node:worker_threads'
import { recordings } from '#core/conformance/recorded/all.ts'
import { scenarios } from '#core/conformance/scripts/all.ts'
import { assert } from '#core/model/failure.ts'
import { fidelityReport } from './fidelity-report.ts'

assert(parentPort, 'the comparison runs on a worker thread')
const port = parentPort
// No await at the top: one of the shells loads this as CommonJS. A rejection ends the thread with an error.
void fidelityReport(recordings, scenarios, () => performance.now()).then((report) =>
  port.postMessage(report),
)
