/** The desktop's wires: two MessagePorts handed over by the preload, one for calls and one for frames. */
import type { CallWire, Frame, Wires } from './link.ts'

/** The one function the preload exposes. It asks the main process for ports; they arrive as a window message. */
export interface Bridge {
  readonly connect: () => void
}

/** The text of the window message that carries the ports. */
const portsMessage = 'sluice:ports'

export async function openDesktopWires(bridge: Bridge): Promise<Wires> {
  const [calls, frames] = await portsFrom(bridge)
  const losses = new Set<() => void>()
  calls.addEventListener('close', () => {
    for (const listener of losses) listener()
  })
  return {
    shell: 'desktop',
    calls: asCallWire(calls),
    onFrame: (listener) => {
      frames.addEventListener('message', (event: MessageEvent<Frame>) => listener(event.data))
      frames.start()
    },
    onLost: (listener) => {
      losses.add(listener)
    },
  }
}

function portsFrom(bridge: Bridge): Promise<readonly [calls: MessagePort, frames: MessagePort]> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent<unknown>) => {
      if (event.source !== window || event.data !== portsMessage) return
      const [calls, frames] = event.ports
      if (!calls || !frames) return
      window.removeEventListener('message', take)
      resolve([calls, frames])
    }
    window.addEventListener('message', take)
    bridge.connect()
  })
}

/** A port is open until its other end closes; only then does it differ from an open WebSocket. */
function asCallWire(port: MessagePort): CallWire {
  let readyState: CallWire['readyState'] = WebSocket.OPEN
  port.addEventListener('close', () => {
    readyState = WebSocket.CLOSED
  })
  const wire: CallWire = {
    addEventListener: port.addEventListener.bind(port),
    removeEventListener: port.removeEventListener.bind(port),
    send: (text) => port.postMessage(text),
    get readyState() {
      return readyState
    },
  }
  port.start()
  return wire
}
