import type { Tool } from './draft.ts'

/** The kind of data a part dragged from the palette carries. */
export const partDragType = 'application/x-sluice-part'

/** A key takes a part in hand; the next click on the canvas puts it down. */
export const toolKeys: Readonly<Record<string, Tool>> = {
  p: 'producer',
  e: 'exchange',
  q: 'queue',
  c: 'consumer',
  d: 'deadLetter',
}
