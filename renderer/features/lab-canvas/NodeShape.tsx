import type { GraphNode } from './graph.ts'
import type { Size } from './node-size.ts'
import style from './nodes.module.css'
import { floorsOf, outlineOf } from './outline.ts'

/** The outline behind a node's content. The halo shows in light only, around the selected node. */
export function NodeShape({
  node,
  size,
  stacked,
}: {
  node: GraphNode
  size: Size
  stacked: boolean
}) {
  const path = outlineOf(node.kind, size)
  return (
    <svg className={style.shape} width={size.width} height={size.height} aria-hidden>
      {stacked && <path className={style.behind} d={path} transform="translate(6 -6)" />}
      {stacked && <path className={style.behind} d={path} transform="translate(3 -3)" />}
      <path className={style.shadow} d={path} transform="translate(0 1.5)" />
      <path className={style.halo} d={path} />
      <path className={style.outline} d={path} />
      {node.deadEnd && <path className={style.floor} d={floorsOf(size)} />}
    </svg>
  )
}
