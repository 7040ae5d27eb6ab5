/** Hands a page its two ports and answers what it says on them. */
import {
  type BrowserWindow,
  type IpcMainEvent,
  ipcMain,
  MessageChannelMain,
  type MessagePortMain,
  type WebFrameMain,
} from 'electron'
import type { Wire } from '#core/host/answer.ts'
import type { PageEnd } from '#core/host/host.ts'
import { connectChannel, portsMessage } from './bridge.ts'
import { isPageAddress } from './page-address.ts'

/** Where a message came from, as far as it decides anything. */
export interface Sender {
  readonly frame: Pick<WebFrameMain, 'url' | 'parent'> | null
  readonly isOurWindow: boolean
}

/** Only the top frame of our window, showing our page, is answered. A frame that is gone or has navigated is not. */
export const isOurPage = ({ frame, isOurWindow }: Sender): boolean =>
  isOurWindow && frame !== null && frame.parent === null && isPageAddress(frame.url)

/** Opens a session whenever the page of `window` asks; an earlier one of the same window ends. */
export function servePorts(
  window: BrowserWindow,
  open: (page: PageEnd) => { dispose(): Promise<void> },
): void {
  let close = () => {}
  const connect = (event: IpcMainEvent) => {
    const frame = event.senderFrame
    if (!isOurPage({ frame, isOurWindow: event.sender === window.webContents })) return
    close()
    const calls = new MessageChannelMain()
    const frames = new MessageChannelMain()
    const session = open({
      wire: wireOf(calls.port1),
      sendFrame: (bytes) => frames.port1.postMessage(bytes),
    })
    close = () => {
      calls.port1.close()
      frames.port1.close()
      void session.dispose()
    }
    frame?.postMessage(portsMessage, null, [calls.port2, frames.port2])
  }
  ipcMain.on(connectChannel, connect)
  window.webContents.on('render-process-gone', () => close())
  window.on('closed', () => {
    ipcMain.off(connectChannel, connect)
    close()
  })
}

function wireOf(port: MessagePortMain): Wire {
  const wire: Wire = {
    send: (text) => port.postMessage(text),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => {
      port.once('close', listener)
    },
    close: () => port.close(),
  }
  return wire
}
