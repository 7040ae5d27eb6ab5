/** Dead letters as a row of crosses, the oldest at the head on the right. */
export const crossHeight = 6
const crossPitch = 6.6
const arm = 4.6

export interface Crosses {
  readonly path: string
  /** Letters per cross. */
  readonly every: number
}

/** `wasEvery`: the scale drawn before; letters rarely leave, so it only ever needs to grow. */
export function crossesOf(letters: number, width: number, wasEvery: number): Crosses {
  const capacity = Math.floor(width / crossPitch)
  let every = letters <= capacity ? 1 : wasEvery
  for (let decade = 1; letters / every > capacity; decade *= 10) {
    for (const lead of [1, 2, 5]) {
      if (letters / every > capacity) every = lead * decade
    }
  }
  let path = ''
  for (let at = 0; at < Math.ceil(letters / every); at++) {
    const x = (width - (at + 1) * crossPitch + 1).toFixed(1)
    path += `M${x} .7l${arm} ${arm}m0 -${arm}l-${arm} ${arm}`
  }
  return { path, every }
}
