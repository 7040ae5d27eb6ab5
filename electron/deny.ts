/** Whatever a page may ask of the machine, the answer is no. */
import type { Session } from 'electron'

export function denyEverything(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  for (const choice of ['select-hid-device', 'select-serial-port', 'select-usb-device'] as const) {
    session.on(choice as 'select-hid-device', (event, _details, answer) => {
      event.preventDefault()
      answer('')
    })
  }
  session.on('will-download', (event) => event.preventDefault())
}
