import { useContext, useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { select, useSelection } from '#renderer/state/run-selection.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { crossesOf } from './crosses.ts'
import { useGroupInside } from './group-inside.ts'
import { exchangePlace, openSize, openTank, rowHeight, rowPlace } from './group-layout.ts'
import { GroupContext, type GroupPicture, logShare } from './group-live.ts'
import { type GroupData, sizesOf } from './group-part.ts'
import style from './groups.module.css'
import type { Point } from './layout.ts'
import { mark, usePainter } from './live.ts'
import { canvasText } from './text.ts'
import { restOf, type TopologyGroup } from './topology-groups.ts'

/** The open frame: exchanges as small hexagons, each queue a tank of 72 by 9 and its name without the prefix. */
export function OpenGroup({ data }: { data: GroupData }) {
  const { group, rowsMax, onToggle } = data
  const text = useText(canvasText)
  const size = openSize(group, rowsMax)
  const { wires, deadEnds } = useGroupInside(group, rowsMax)
  const ready = useRef<SVGPathElement>(null)
  const unacked = useRef<SVGPathElement>(null)
  const dead = useRef<SVGPathElement>(null)

  usePainter(useContext(GroupContext), (picture) => {
    const drawn = drawTanks(group, deadEnds, rowsMax, picture)
    mark(ready.current, 'd', drawn.ready)
    mark(unacked.current, 'd', drawn.unacked)
    mark(dead.current, 'd', drawn.dead)
  })

  return (
    <div className={style.open} style={size}>
      <div className={style.head}>
        <span className={style.name}>{group.label}</span>
        <span className={style.sizes}>{sizesOf(text, group)}</span>
        <IconButton
          icon="minus"
          size="small"
          label={text('closeGroup', { name: group.label })}
          onClick={() => onToggle(group.key)}
        />
      </div>
      <svg className={style.inside} width={size.width} height={size.height} aria-hidden>
        {wires.map((d) => (
          <path key={d} className={style.thin} d={d} />
        ))}
        {group.exchanges.map((name, at) => {
          const { x, y } = exchangePlace(group, at, rowsMax)
          return (
            <path
              key={name}
              className={style.hexagon}
              d={`M${x - 14} ${y}l5 -7.5h18l5 7.5l-5 7.5h-18z`}
            />
          )
        })}
        <path className={style.beds} d={bedsOf(group, rowsMax)} />
        <path ref={ready} className={style.hot} />
        <path ref={unacked} className={style.held} />
        <path ref={dead} className={style.crosses} />
      </svg>
      {group.queues.map((name, at) => (
        <QueueRow key={name} group={group} name={name} place={rowPlace(group, at, rowsMax)} />
      ))}
    </div>
  )
}

interface QueueRowProps {
  readonly group: TopologyGroup
  readonly name: string
  readonly place: Point
}

function QueueRow({ group, name, place }: QueueRowProps) {
  const text = useText(canvasText)
  const chosen = useSelection(
    ({ selected }) => selected?.kind === 'queue' && selected.name === name,
  )
  const { x, y } = place
  return (
    <button
      type="button"
      className={`${style.row} nodrag`}
      aria-label={text('queueNode', { name })}
      aria-pressed={chosen}
      style={{ left: x - 3, top: y - (rowHeight - openTank.height) / 2 }}
      onClick={(event) => {
        event.stopPropagation()
        select({ kind: 'queue', name })
      }}
    >
      <span>{restOf(name, group)}</span>
    </button>
  )
}

const bedsOf = (group: TopologyGroup, rowsMax: number): string =>
  group.queues
    .map((_, at) => {
      const { x, y } = rowPlace(group, at, rowsMax)
      return `M${x} ${y}h${openTank.width}v${openTank.height}h${-openTank.width}z`
    })
    .join('')

function drawTanks(
  group: TopologyGroup,
  deadEnds: ReadonlySet<string>,
  rowsMax: number,
  { frame, index }: GroupPicture,
) {
  const drawn = { ready: '', unacked: '', dead: '' }
  const { width, height } = openTank
  for (const [place, name] of group.queues.entries()) {
    const at = index.of('queue', name)
    const { x, y } = rowPlace(group, place, rowsMax)
    const ready = frame.queue(at, 'ready')
    const unacked = frame.queue(at, 'unacked')
    if (deadEnds.has(name)) {
      drawn.dead += shifted(crossesOf(ready + unacked, width - 4, 1).path, x + 2, y + 1.4)
      continue
    }
    const heldWidth = unacked > 0 ? Math.max(3, 14 * logShare(unacked)) : 0
    const readyWidth = (width - heldWidth - 3) * logShare(ready)
    const right = x + width - heldWidth - 1.5
    if (readyWidth > 0) {
      drawn.ready += `M${(right - readyWidth).toFixed(1)} ${y + 1.5}h${readyWidth.toFixed(1)}v${height - 3}h${(-readyWidth).toFixed(1)}z`
    }
    if (heldWidth > 0) {
      const inner = heldWidth - 1.6
      drawn.unacked += `M${(x + width - heldWidth).toFixed(1)} ${y + 2}h${inner.toFixed(1)}v${height - 4}h${(-inner).toFixed(1)}z`
    }
  }
  return drawn
}

/** A path of absolute starts and relative strokes, moved. */
const shifted = (path: string, x: number, y: number): string =>
  path.replace(
    /M([\d.]+) ([\d.]+)/g,
    (_, left: string, top: string) =>
      `M${(Number(left) + x).toFixed(1)} ${(Number(top) + y).toFixed(1)}`,
  )
