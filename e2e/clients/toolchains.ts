/** Finds or fetches what the programs of each language need, in the versions written beside them, without changing the machine. */
import { join } from 'node:path'
import type { Unavailable } from '../servers/installed.ts'
import { run } from '../servers/run.ts'
import { type Language, languages } from './steps.ts'
import { cached, filesOf, missing, onPath, sourcesOf, type Toolchain } from './toolchain.ts'

export type Prepared = Toolchain | (Unavailable & { readonly language: Language })

/** As a skipped test is named. */
export const clientNames: Record<Language, string> = {
  python: 'Python clients',
  node: 'Node clients',
  java: 'Java clients',
  go: 'Go clients',
  celery: 'Celery clients',
}

const makers: Record<Language, () => Promise<Toolchain | Unavailable>> = {
  node: async () => ({
    available: true,
    language: 'node',
    commandOf: (program) => ({
      file: process.execPath,
      args: [`${program}.mjs`],
      cwd: sourcesOf('node'),
    }),
  }),
  python: () => python('python'),
  celery: () => python('celery'),
  java,
  go,
}

/** One entry per wanted language; what cannot be had says why, and a fetch that fails is such a reason. */
export function prepareToolchains(
  wanted: readonly Language[] = languages,
): Promise<readonly Prepared[]> {
  return Promise.all(
    wanted.map(async (language) => {
      const made = await makers[language]().catch((problem: unknown) =>
        missing(
          clientNames[language],
          `The ${clientNames[language]} could not be built: ${firstLine(problem)}.`,
          'Run this again on a network that reaches the package registry of the language.',
        ),
      )
      return made.available ? made : { ...made, language }
    }),
  )
}

function firstLine(problem: unknown): string {
  const said = problem instanceof Error ? problem.message : String(problem)
  return (said.split('\n').find((line) => line.trim() !== '') ?? said).replace(/\.$/, '')
}

/** A virtual environment with exactly the packages of requirements.txt. */
async function python(language: 'python' | 'celery'): Promise<Toolchain | Unavailable> {
  const interpreter = await onPath('python3', 'python')
  if (interpreter === null)
    return missing(
      clientNames[language],
      `The ${clientNames[language]} need Python, and no python3 is on the PATH.`,
      'Install Python 3.9 or newer with venv and pip.',
    )
  const isWindows = process.platform === 'win32'
  const programs = isWindows ? 'Scripts' : 'bin'
  const requirements = join(sourcesOf(language), 'requirements.txt')
  const folder = await cached(language, [requirements], async (made) => {
    await run(interpreter, ['-m', 'venv', made])
    await run(join(made, programs, 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      ...['--requirement', requirements],
    ])
  })
  const file = join(folder, programs, isWindows ? 'python.exe' : 'python')
  const cwd = sourcesOf(language)
  return {
    available: true,
    language,
    commandOf: (program) =>
      program === 'celery'
        ? { file, args: ['-m', 'celery'], cwd }
        : { file, args: [`${program}.py`], cwd },
  }
}

async function java(): Promise<Toolchain | Unavailable> {
  const [machine, compiler, maven] = await Promise.all([
    onPath('java'),
    onPath('javac'),
    onPath('mvn'),
  ])
  if (machine === null || compiler === null || maven === null)
    return missing(
      clientNames.java,
      'The Java clients need java, javac and mvn, and not all of them are on the PATH.',
      'Install a JDK of version 11 or newer and Maven.',
    )
  const cwd = sourcesOf('java')
  const pom = join(cwd, 'pom.xml')
  const jars = await cached('java-jars', [pom], async (folder) => {
    await run(maven, [
      ...['--quiet', '--batch-mode', '--file', pom],
      'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
      ...['-DincludeScope=runtime', `-DoutputDirectory=${folder}`],
    ])
  })
  const separator = process.platform === 'win32' ? ';' : ':'
  const sources = await filesOf('java', '.java')
  const classes = await cached('java-classes', [pom, ...sources], async (folder) => {
    const options = ['-encoding', 'UTF-8', '--release', '11', '-cp', join(jars, '*')]
    await run(compiler, [...options, '-d', folder, ...sources])
  })
  const path = [classes, join(jars, '*')].join(separator)
  const options = [
    '-Dfile.encoding=UTF-8',
    '-Dsun.stdout.encoding=UTF-8',
    '-Dstdout.encoding=UTF-8',
  ]
  return {
    available: true,
    language: 'java',
    commandOf: (program) => ({ file: machine, args: [...options, '-cp', path, program], cwd }),
  }
}

async function go(): Promise<Toolchain | Unavailable> {
  const compiler = await onPath('go')
  if (compiler === null)
    return missing(
      clientNames.go,
      'The Go clients need go, and it is not on the PATH.',
      'Install Go 1.22 or newer.',
    )
  const cwd = sourcesOf('go')
  const ending = process.platform === 'win32' ? '.exe' : ''
  const folder = await cached('go', await filesOf('go', '.go', '.mod', '.sum'), async (made) => {
    const program = join(made, `orders${ending}`)
    await run(compiler, ['build', '-mod=readonly', '-buildvcs=false', '-o', program, '.'], { cwd })
  })
  return {
    available: true,
    language: 'go',
    commandOf: (program) => ({ file: join(folder, program + ending), args: [], cwd }),
  }
}
