import { appendFile, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { Build } from './pages/build.ts'
import { Lab } from './pages/lab.ts'

test('from nothing: drag in, wire, delete, undo, save, run, reopen', async ({ app }) => {
  const lab = new Lab(app)
  const build = new Build(app)
  await lab.runs()
  await build.start()

  await build.drag('Queue', 620, 160)
  await expect(build.part('Queue', /./)).toHaveCount(1)
  await build.put('p', 300, 160)
  await expect(build.part('Producer', /./)).toHaveCount(1)
  await build.put('c', 980, 160)
  await expect(build.part('Consumer', /./)).toHaveCount(1)

  await build.wire(build.part('Producer', /./), build.part('Queue', /./))
  await build.wire(build.part('Queue', /./), build.part('Consumer', /./))
  await expect(app.getByLabel(/^Wire from/)).toHaveCount(2)

  await build.part('Consumer', /./).click()
  await app.keyboard.press('Delete')
  await expect(build.part('Consumer', /./)).toHaveCount(0)
  await app.keyboard.press('Control+z')
  await expect(build.part('Consumer', /./)).toHaveCount(1)
  await expect(app.getByLabel(/^Wire from/)).toHaveCount(2)

  await app.getByRole('button', { name: 'Save' }).click()
  await app.getByRole('button', { name: 'Run', exact: true }).click()
  await lab.runs()
  await lab.open('Work queue')
  await lab.open('New scenario')
  await lab.runs()
  await expect(lab.node('Queue', 'queue')).toBeVisible()
})

test('a file that another window saved is not overwritten: the next save makes one beside it', async ({
  app,
  workspace,
}) => {
  const build = new Build(app)
  await new Lab(app).runs()
  await build.start()
  await build.drag('Queue', 620, 160)
  const save = app.getByRole('button', { name: 'Save' })
  await save.click()
  await expect.poll(() => savedFiles(workspace)).toEqual(['new-scenario.yaml'])

  const [file] = await savedPaths(workspace)
  await appendFile(file!, '# somebody else was here\n')
  await build.put('p', 300, 160)
  await save.click()
  const alert = app.getByRole('alert')
  await expect(alert).toContainText('was saved by another window since it was opened here')
  expect(await readFile(file!, 'utf8')).toContain('somebody else')
  await save.click()
  await expect
    .poll(() => savedFiles(workspace))
    .toEqual(['new-scenario-2.yaml', 'new-scenario.yaml'])
  await expect(alert).toHaveCount(0)
})

/** The scenarios a person has saved, wherever the shell keeps them below its folder. */
async function savedPaths(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter(({ name, parentPath }) => name.endsWith('.yaml') && !parentPath.endsWith('earlier'))
    .map(({ name, parentPath }) => join(parentPath, name))
    .sort()
}

const savedFiles = async (folder: string) =>
  (await savedPaths(folder)).map((path) => basename(path))
