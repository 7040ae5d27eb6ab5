/** Opening what somebody has on disk: a scenario, or a definitions export, told apart by what is in it. */
import { attempt, loadText, textSource } from '#renderer/state/run-control.ts'
import { showReport } from './notice.ts'

/** Asks for a file and opens it. */
export function pickFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.yaml,.yml,.json'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file !== undefined) void openFile(file)
  })
  input.click()
}

export async function openFile(file: File): Promise<void> {
  const text = await file.text()
  if (isDefinitions(text)) await importDefinitions(file.name, text)
  else {
    showReport(null)
    await loadText(text, { source: 'file', id: file.name }, true)
  }
}

/**
 * A definitions export is JSON with queues, exchanges or virtual hosts and without the mark of a scenario file. Only the
 * beginning of each name is looked for: whether the file is any good is for the host to say.
 */
export function isDefinitions(text: string): boolean {
  return (
    text.trimStart().startsWith('{') &&
    !/"sluice"\s*:/.test(text) &&
    /"(rabbit_version|rabbitmq_version|vhosts|bindings|exchanges|queues)"\s*:/.test(text)
  )
}

async function importDefinitions(file: string, text: string): Promise<void> {
  await attempt(async ({ scenario }) => {
    const { text: proposal, ...report } = await scenario.importDefinitions(await textSource(text))
    if (await loadText(proposal, { source: 'file', id: file }, true)) {
      showReport({ file, ...report })
    }
  })
}
