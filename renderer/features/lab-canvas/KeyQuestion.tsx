import { ViewportPortal } from '@xyflow/react'
import { type ReactNode, useState } from 'react'
import type { Scenario } from '#core/model/scenario.ts'
import type { ExchangeType } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import type { PartRef } from '#renderer/state/draft-edits.ts'
import { TextField } from '#renderer/ui/TextField.tsx'
import style from './canvas.module.css'
import { nodeId } from './graph.ts'
import { matchOf } from './key-match.ts'
import type { Box } from './layout.ts'
import { canvasText } from './text.ts'

/** A wire just drawn that needs a key. */
export interface Question {
  readonly from: PartRef
  readonly to: PartRef
}

interface KeyQuestionProps {
  readonly question: Question
  readonly scenario: Scenario
  readonly boxes: ReadonlyMap<string, Box>
  /** The key, or null when the wire was given up. */
  readonly onAnswer: (key: string | null) => void
}

/** Asks for the key in place, on the new wire, and says in one line what it would match. */
export function KeyQuestion({ question, scenario, boxes, onAnswer }: KeyQuestionProps) {
  const { from, to } = question
  const text = useText(canvasText)
  const exchange = from.kind === 'exchange' ? from.name : to.name
  const type = scenario.topology.exchanges.find(({ name }) => name === exchange)?.type ?? 'direct'
  const published = scenario.producers.flatMap((spec) =>
    spec.exchange === exchange ? spec.keys.map((each) => each.key) : [],
  )
  const [key, setKey] = useState(() =>
    from.kind === 'exchange' ? (published[0] ?? '') : bound(scenario, exchange),
  )
  const middle = middleOf(boxes, from, to)
  return (
    <ViewportPortal>
      <div
        className={`${style.question} nodrag nopan`}
        style={{ transform: `translate(${middle.x}px, ${middle.y}px)` }}
      >
        <TextField
          label={text(from.kind === 'exchange' ? 'bindingKey' : 'routingKey')}
          mono
          autoFocus
          value={key}
          onChange={setKey}
          onBlur={() => onAnswer(null)}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Enter') onAnswer(key)
            if (event.key === 'Escape') onAnswer(null)
          }}
        />
        <p>
          <small>
            {text(from.kind === 'exchange' ? 'bindingKey' : 'routingKey')}, {type}
          </small>
          <Meaning
            type={type}
            binding={from.kind === 'exchange'}
            typed={key}
            published={published}
          />
        </p>
      </div>
    </ViewportPortal>
  )
}

/** Bindings already say what the exchange listens for. */
const bound = (scenario: Scenario, exchange: string) =>
  scenario.topology.bindings.find(({ from, key }) => from === exchange && !/[*#]/.test(key))?.key ??
  ''

function Meaning({
  type,
  binding,
  typed,
  published,
}: {
  type: ExchangeType
  binding: boolean
  typed: string
  published: readonly string[]
}): ReactNode {
  const text = useText(canvasText)
  if (!binding) return text('eachCarries')
  const { rule, takes } = matchOf(type, typed, published)
  const seen = takes.slice(0, 3).map((each) => <code key={each}>{each === '' ? '""' : each} </code>)
  return (
    <>
      {text(`rule_${rule}`)}{' '}
      {takes.length > 0
        ? text.rich('takes', { keys: seen })
        : published.length > 0 && text('takesNone')}
    </>
  )
}

function middleOf(boxes: ReadonlyMap<string, Box>, from: PartRef, to: PartRef) {
  const centre = ({ kind, name }: PartRef) => {
    const box = boxes.get(nodeId(kind, name)) ?? boxes.get(`${kind}s:${name}`)
    return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 }
  }
  const [a, b] = [centre(from), centre(to)]
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}
