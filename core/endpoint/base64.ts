const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The bytes of a base64 text; what is no digit of it ends it. */
export function bytesOfBase64(text: string): Uint8Array {
  const digits = /^[A-Za-z0-9+/]*/.exec(text)![0]
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (const digit of digits) {
    bits = (bits << 6) | alphabet.indexOf(digit)
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = (bits >>> held) & 0xff
    }
  }
  return bytes
}
