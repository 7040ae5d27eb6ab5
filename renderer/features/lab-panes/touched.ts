/** Which dial you moved last, in this run. Its knob keeps the hand colour. */
import { create } from 'zustand'
import type { DialId } from './dials.ts'

interface Touched {
  readonly runId: number
  readonly dial: DialId | null
}

export const useTouched = create<Touched>()(() => ({ runId: -1, dial: null }))

export function touch(runId: number, dial: DialId): void {
  useTouched.setState({ runId, dial })
}
