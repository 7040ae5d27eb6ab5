/**
 * Runs before the page, isolated from it. The page gets one function and nothing else; the two ports arrive as a
 * window message, because ports cannot pass a bridge.
 */
import { contextBridge, ipcRenderer } from 'electron'
import { connectChannel, portsMessage } from './bridge.ts'

ipcRenderer.on(portsMessage, (event) => {
  // '/' is this page's own origin: no other document can receive the ports.
  window.postMessage(portsMessage, '/', [...event.ports])
})

contextBridge.exposeInMainWorld(
  'sluice',
  Object.freeze({
    connect: () => {
      ipcRenderer.send(connectChannel)
    },
  }),
)
