import { useEffect } from 'react'
import { allCommands, useCommandRegistry } from '#renderer/state/commands.ts'
import { isPress, isTyping } from '#renderer/ui/keys.ts'

/** Runs the command whose keys are pressed. The page's one keyboard listener. */
export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const command = allCommands(useCommandRegistry.getState()).find(
        ({ keys, locked }) => keys !== undefined && locked == null && isPress(event, keys),
      )
      if (command?.keys === undefined || belongsToControl(event, command.keys)) return
      event.preventDefault()
      command.run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** Plain keys are the control's own while somebody types, and Space and Enter while a control has the keyboard. */
function belongsToControl(event: KeyboardEvent, keys: string): boolean {
  if (keys.includes('Mod') || keys.includes('Alt')) return false
  const { target } = event
  if (isTyping(target)) return true
  if (!(target instanceof Element)) return false
  const presses = event.key === ' ' || event.key === 'Enter'
  return (
    presses &&
    target.matches('button, a, summary, input, [role]') &&
    target.matches(':focus-visible')
  )
}
