/** Key combinations, written once for every keyboard: `Mod+Shift+K`, `Space`, `/`. `Mod` is ⌘ on a Mac, else Ctrl. */
const words: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
}
const macWords: Readonly<Record<string, string>> = { ...words, Mod: '⌘', Shift: '⇧', Alt: '⌥' }
const otherWords: Readonly<Record<string, string>> = { ...words, Mod: 'Ctrl' }

/** Whether the keyboard has a ⌘ key. */
export const isMac = (): boolean =>
  typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent)

/** One word per key. */
export function keyWords(keys: string, mac = isMac()): string[] {
  const known = mac ? macWords : otherWords
  return keys.split('+').map((key) => known[key] ?? key)
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Whether `press` is the combination. Signs such as `?` may need Shift on some keyboards and not on others. */
export function isPress(press: Press, keys: string, mac = isMac()): boolean {
  const parts = keys.split('+')
  const last = parts.at(-1)!
  const key = last === 'Space' ? ' ' : last
  if (press.key.toLowerCase() !== key.toLowerCase()) return false
  const mod = mac ? press.metaKey : press.ctrlKey
  const foreign = mac ? press.ctrlKey : press.metaKey
  const isSign = key.length === 1 && !/[a-z0-9 ]/i.test(key)
  return (
    mod === parts.includes('Mod') &&
    !foreign &&
    press.altKey === parts.includes('Alt') &&
    (isSign || press.shiftKey === parts.includes('Shift'))
  )
}

/** Whether the element takes typed characters itself. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range'].includes(target.type)
}
