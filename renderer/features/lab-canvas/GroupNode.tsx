import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { memo, useContext, useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writeCount, writeNetRate } from '#renderer/ui/number.ts'
import { cardSize } from './group-layout.ts'
import { GroupContext, type GroupPicture, logShare, sumsOf } from './group-live.ts'
import { type GroupData, sizesOf } from './group-part.ts'
import style from './groups.module.css'
import { mark, usePainter, write } from './live.ts'
import { OpenGroup } from './OpenGroup.tsx'
import { canvasText } from './text.ts'
import type { TopologyGroup } from './topology-groups.ts'

export type GroupNode = Node<GroupData, 'bundle'>

/** A group of queues: a card with one column per queue, or the open frame. */
export const GroupNode = memo(function GroupNode({ data }: NodeProps<GroupNode>) {
  return (
    <>
      {data.open ? <OpenGroup data={data} /> : <Card data={data} />}
      <Handle className={style.handle} type="target" position={Position.Left} />
      <Handle className={style.handle} type="source" position={Position.Right} />
    </>
  )
})

const inside = { width: 156, height: 21, sum: 7 }
/** The scale of the sum ends at a million; a line at each decade of thousands. */
const decades = [1e3, 1e4, 1e5].map((count) => inside.width * (1 - logShare(count)))

function Card({ data }: { data: GroupData }) {
  const { group, holdsChosen } = data
  const text = useText(canvasText)
  const columns = useRef<SVGPathElement>(null)
  const hot = useRef<SVGPathElement>(null)
  const arrows = useRef<SVGPathElement>(null)
  const sum = useRef<SVGRectElement>(null)
  const held = useRef<SVGRectElement>(null)
  const ready = useRef<HTMLElement>(null)
  const unacked = useRef<HTMLElement>(null)
  const growth = useRef<HTMLElement>(null)

  usePainter(useContext(GroupContext), (picture) => {
    const drawn = drawColumns(group, picture)
    mark(columns.current, 'd', drawn.plain)
    mark(hot.current, 'd', drawn.hot)
    mark(arrows.current, 'd', drawn.arrows)
    const sums = sumsOf(group, picture)
    const heldWidth = sums.unacked > 0 ? Math.max(4, 30 * logShare(sums.unacked)) : 0
    const sumWidth = (inside.width - heldWidth - 2) * logShare(sums.ready)
    mark(sum.current, 'x', (inside.width - heldWidth - 2 - sumWidth).toFixed(1))
    mark(sum.current, 'width', sumWidth.toFixed(1))
    mark(held.current, 'x', (inside.width - heldWidth + 0.6).toFixed(1))
    mark(held.current, 'width', Math.max(0, heldWidth - 1.2).toFixed(1))
    write(ready.current, writeCount(sums.ready))
    write(unacked.current, writeCount(sums.unacked))
    write(growth.current, writeNetRate(sums.growth))
    mark(growth.current, 'data-grows', sums.growth >= 0.5 ? '' : null)
  })

  return (
    <div className={style.card} data-chosen={holdsChosen || undefined} style={cardSize}>
      <div className={style.head}>
        <span className={style.name}>{group.label}</span>
        <span className={style.aside}>{sizesOf(text, group)}</span>
      </div>
      <svg className={style.picture} width={inside.width} height={inside.height + 22} aria-hidden>
        <path className={style.column} ref={columns} />
        <path className={style.hot} ref={hot} />
        <path className={style.arrow} ref={arrows} />
        <g transform={`translate(0 ${inside.height + 8})`}>
          <rect className={style.bed} width={inside.width} height={inside.sum} />
          <rect className={style.hot} ref={sum} height={inside.sum} />
          <rect className={style.held} ref={held} y={0.6} height={inside.sum - 1.2} />
          {decades.map((x) => (
            <path key={x} className={style.decade} d={`M${x.toFixed(1)} 0v${inside.sum}`} />
          ))}
        </g>
      </svg>
      <div className={style.sums}>
        <Mark of="ready" size={10} />
        <b ref={ready} />
        <Mark of="unacked" size={10} />
        <b ref={unacked} />
        <span ref={growth} className={style.aside} />
      </div>
    </div>
  )
}

/** One column per queue in name order, height log ready; the hot ones apart, with an arrow under each. */
function drawColumns({ queues }: TopologyGroup, { frame, index, hot }: GroupPicture) {
  const pitch = Math.min(8, inside.width / queues.length)
  const width = Math.max(0.8, pitch - 1)
  const drawn = { plain: '', hot: '', arrows: '' }
  for (const [place, name] of queues.entries()) {
    const at = index.of('queue', name)
    const height = Math.max(0, logShare(frame.queue(at, 'ready'))) * inside.height
    if (!(height > 0)) continue
    const x = (place * pitch).toFixed(1)
    const column = `M${x} ${inside.height}v${(-height).toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}z`
    if (!hot.has(at)) drawn.plain += column
    else {
      drawn.hot += column
      const middle = place * pitch + width / 2
      drawn.arrows += `M${middle.toFixed(1)} ${inside.height + 1.5}l2.6 4.4h-5.2z`
    }
  }
  return drawn
}
