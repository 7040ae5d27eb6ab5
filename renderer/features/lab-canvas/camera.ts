/** Where the camera stands so that a whole graph is seen, without hiding nodes behind the narrator. */
import type { Graph } from './graph.ts'
import type { Box } from './layout.ts'
import { narrowBelow, type Size } from './node-size.ts'

export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const marginOf = (canvas: Size) => (canvas.width < narrowBelow ? 16 : 24)
export const zoomMin = 0.05
export const zoomMax = 2.5
/** A canvas this wide shows the graph at 120 %. */
const wideCanvas = 1400
/** Room an exchange's name needs below it, or left of it when it stands aside. */
const captionBelow = 38
const captionLeft = 110

/** What lies over the corners of a canvas; zero where nothing does. */
export interface Covers {
  /** The narrator's sentences at the top left. */
  readonly narrator: Size
  /** The zoom control at the bottom left. */
  readonly control: Size
  /** The legend at the bottom right. */
  readonly legend: Size
}

export function cameraFor(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  canvas: Size,
  covers: Covers,
): Camera {
  const areas = graph.nodes.flatMap(({ id, kind, aside }) => {
    const box = boxes.get(id)
    return box ? [areaOf(box, kind === 'exchange', aside)] : []
  })
  if (areas.length === 0 || canvas.width === 0) return { x: 0, y: 0, zoom: 1 }
  const all = areas.reduce(union)
  const margin = marginOf(canvas)
  let [above, below] = [0, 0]
  let camera = within(all, canvas, above, below)
  // What hides behind a corner moves everything up or down; each way once.
  for (let round = 0; round < 2; round++) {
    const seen = areas.map((area) => onScreen(area, camera))
    const { narrator, control, legend } = covers
    const hides = (covered: (area: Area) => boolean) => seen.some(covered)
    if (hides(({ left, top }) => left < narrator.width && top < narrator.height)) {
      above = Math.max(0, narrator.height - margin + 8)
    }
    const floor = (size: Size) => canvas.height - size.height
    if (hides(({ left, bottom }) => left < control.width && bottom > floor(control))) {
      below = Math.max(below, control.height - margin + 8)
    }
    if (
      hides(({ right, bottom }) => right > canvas.width - legend.width && bottom > floor(legend))
    ) {
      below = Math.max(below, legend.height - margin + 8)
    }
    camera = within(all, canvas, above, below)
  }
  return camera
}

const onScreen = ({ left, top, right, bottom }: Area, { x, y, zoom }: Camera): Area => ({
  left: x + left * zoom,
  top: y + top * zoom,
  right: x + right * zoom,
  bottom: y + bottom * zoom,
})

function areaOf(box: Box, isExchange: boolean, aside: boolean): Area {
  return {
    left: box.x - (isExchange && aside ? captionLeft : 0),
    top: box.y,
    right: box.x + box.width,
    bottom: box.y + box.height + (isExchange && !aside ? captionBelow : 0),
  }
}

const union = (a: Area, b: Area): Area => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
})

/** Centred between `above` and `below`, never larger than its natural size. */
function within(
  { left, top, right, bottom }: Area,
  canvas: Size,
  above: number,
  below: number,
): Camera {
  const margin = marginOf(canvas)
  const width = Math.max(1, right - left)
  const height = Math.max(1, bottom - top)
  const roomX = canvas.width - 2 * margin
  const roomY = canvas.height - 2 * margin - above - below
  const natural = canvas.width >= wideCanvas ? 1.2 : 1
  const zoom = Math.max(zoomMin, Math.min(natural, roomX / width, roomY / height))
  return {
    x: Math.round(margin + (roomX - width * zoom) / 2 - left * zoom),
    y: Math.round(above + margin + (roomY - height * zoom) / 2 - top * zoom),
    zoom,
  }
}
