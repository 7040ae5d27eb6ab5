import { useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { writeRate } from '#renderer/ui/number.ts'
import exchange from './exchange.module.css'
import { useLivePainter, write } from './live.ts'
import style from './nodes.module.css'
import { glyphOf } from './outline.ts'
import type { PartData } from './part.ts'
import { canvasText } from './text.ts'

/** A hexagon with the glyph of its routing; name and type outside, below it or left of it when it stands aside. */
export function ExchangeNode({ data }: { data: PartData }) {
  const { node, size } = data
  const text = useText(canvasText)
  const lost = useRef<HTMLSpanElement>(null)

  useLivePainter(({ rates, index }) => {
    const at = index.of('exchange', node.name)
    if (at < 0) return
    const perSecond = rates.exchange(at, 'unroutable')
    write(lost.current, perSecond >= 0.05 ? text('unroutable', { rate: writeRate(perSecond) }) : '')
  })

  return (
    <>
      <svg className={exchange.glyph} width={size.width} height={size.height} aria-hidden>
        <path
          d={glyphOf(node.exchangeType)}
          transform={`translate(${size.width / 2} ${size.height / 2})`}
        />
      </svg>
      <div className={node.aside ? exchange.captionLeft : exchange.captionBelow}>
        <span className={style.name}>{node.name}</span>
        <span className={style.kind}>{text(node.exchangeType ?? 'direct')}</span>
        <span ref={lost} className={exchange.lost} />
      </div>
    </>
  )
}
