import { useText } from '#renderer/i18n/use-text.ts'
import { latestFrame } from '#renderer/state/run.ts'
import { intervene } from '#renderer/state/run-control.ts'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import { Menu } from '#renderer/ui/Menu.tsx'
import type { GraphNode } from './graph.ts'
import { type CommandWord, commandsFor } from './node-commands.ts'
import type { RunIndex } from './run-index.ts'
import { canvasText } from './text.ts'

const icons: Readonly<Record<CommandWord, IconName>> = {
  crash: 'disconnected',
  crashFor: 'clock',
  restart: 'restart',
  stop: 'pause',
  start: 'play',
  purge: 'trash',
}

interface NodeMenuProps {
  readonly node: GraphNode
  readonly index: RunIndex
  readonly at: { readonly x: number; readonly y: number }
  readonly onClose: () => void
}

/** What can be done to one node now. */
export function NodeMenu({ node, index, at, onClose }: NodeMenuProps) {
  const text = useText(canvasText)
  const frame = latestFrame()
  const commands = frame ? commandsFor(node, frame, index) : []
  if (commands.length === 0) return null
  return (
    <Menu
      label={text('menuOf', { name: node.name })}
      anchor={at}
      onClose={onClose}
      items={commands.map(({ word, command, count }) => ({
        label: word === 'purge' ? text('purge', { count }) : text(word),
        icon: icons[word],
        onChoose: () => void intervene(command),
      }))}
    />
  )
}
