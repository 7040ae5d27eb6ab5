import { useEffect, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { refreshEndpoint, useEndpoint } from '#renderer/state/endpoint.ts'
import { onRunChanged, useRun } from '#renderer/state/run.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { ClientsPanel } from './ClientsPanel.tsx'
import { clientsText } from './clients-text.ts'

/** While the door is open, who is there is asked for this often. */
const everyMs = 1000

/** In the Lab's top bar: the way to the door for clients from outside, and how many came through it. */
export function ClientsAction() {
  const say = useText(clientsText)
  const isOpen = useEndpoint(({ listening }) => listening !== null)
  const count = useEndpoint(({ clients }) => clients.length)
  const loadId = useRun(({ description }) => description?.loadId)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useEffect(() => {
    if (loadId !== undefined) void refreshEndpoint()
  }, [loadId])
  useEffect(() => {
    if (!isOpen) return
    const timer = setInterval(() => void refreshEndpoint(), everyMs)
    const stop = onRunChanged(() => void refreshEndpoint())
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [isOpen])
  return (
    <>
      <Button
        kind={isOpen ? 'rest' : 'quiet'}
        icon="connection"
        tip={say('clientsTip')}
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(anchor === null ? currentTarget : null)}
      >
        {isOpen ? say('count', { count }) : say('clients')}
      </Button>
      {anchor === null ? null : (
        <Popover anchor={anchor} align="end" label={say('clients')} onClose={() => setAnchor(null)}>
          <ClientsPanel />
        </Popover>
      )}
    </>
  )
}
