import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { ConsumerNode } from './ConsumerNode.tsx'
import { DeadEndNode } from './DeadEndNode.tsx'
import { ExchangeNode } from './ExchangeNode.tsx'
import { NodeShape } from './NodeShape.tsx'
import style from './nodes.module.css'
import { ProducerNode } from './ProducerNode.tsx'
import type { PartNode as Part, PartData } from './part.ts'
import { QueueNode } from './QueueNode.tsx'

/** One node of the graph: outline, inside and the places where wires hold on. */
export const PartNode = memo(function PartNode({ data, selected }: NodeProps<Part>) {
  const { node, size, draft } = data
  return (
    <div
      className={style.part}
      data-kind={node.kind}
      data-selected={selected || undefined}
      style={{ width: size.width, height: size.height }}
    >
      <NodeShape node={node} size={size} stacked={node.members.length > 1} />
      <Inside data={data} />
      <Handles kind={node.kind} draft={draft} />
    </div>
  )
})

function Inside({ data }: { data: PartData }) {
  switch (data.node.kind) {
    case 'producer':
      return <ProducerNode data={data} />
    case 'exchange':
      return <ExchangeNode data={data} />
    case 'queue':
      return data.node.deadEnd ? <DeadEndNode data={data} /> : <QueueNode data={data} />
    case 'consumer':
      return <ConsumerNode data={data} />
  }
}

const sides = [Position.Right, Position.Left, Position.Top, Position.Bottom] as const

/** Where wires hold on. In a draft one starts at any edge and ends anywhere on a node. */
function Handles({ kind, draft }: { kind: PartData['node']['kind']; draft: boolean }) {
  if (!draft) {
    return (
      <>
        <Handle className={style.handle} type="target" position={Position.Left} />
        <Handle className={style.handle} type="source" position={Position.Right} />
      </>
    )
  }
  return (
    <>
      <Handle
        className={style.landing}
        type="target"
        position={Position.Left}
        isConnectableStart={false}
      />
      {sides.map((side) => (
        <Handle
          key={side}
          id={side}
          className={style.port}
          data-kind={kind}
          type="source"
          position={side}
          isConnectableEnd={false}
        />
      ))}
    </>
  )
}
