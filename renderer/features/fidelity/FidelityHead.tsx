import { useText } from '#renderer/i18n/use-text.ts'
import { useFidelity } from '#renderer/state/fidelity.ts'
import { Breadcrumb } from '#renderer/ui/Breadcrumb.tsx'
import { fidelityText } from './fidelity-text.ts'

/** Left of the top bar: the place, and the script that is open. */
export function FidelityHead() {
  const text = useText(fidelityText)
  const opened = useFidelity((state) => state.opened)
  return <Breadcrumb path={[text('fidelity'), ...(opened === null ? [] : [opened])]} />
}
