/** The command line, run by Node as it is. From the second start on nothing is compiled again. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { commandLine } = await import('./cli-main.ts')
await commandLine(process.argv.slice(2))
