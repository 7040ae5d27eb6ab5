/** Names the server makes, `amq.gen-JzTY20BRgKO-HjmUJj0wLg`: they look random and are counted, so that a replay makes them again. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const letters = 22

export class ServerNames {
  #count = 0

  /** The next name behind `amq.gen-` or `amq.ctag-`. */
  next(prefix: 'amq.gen' | 'amq.ctag'): string {
    let state = ++this.#count
    let name = ''
    for (let i = 0; i < letters; i++) {
      state = mixed(state + 0x9e3779b9 * (i + 1))
      name += alphabet[state >>> 26]
    }
    return `${prefix}-${name}`
  }
}

/** Finaliser of MurmurHash3: neighbours get nothing in common. */
function mixed(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
