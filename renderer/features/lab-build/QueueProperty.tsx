import type { ComponentProps } from 'react'
import type { QueueType } from '#core/model/topology.ts'
import { useDraft } from '#renderer/state/draft.ts'
import { topicOfArgument } from '#renderer/state/fidelity-topics.ts'
import { useEvidence } from '#renderer/state/use-evidence.ts'
import { EvidenceBadge } from '#renderer/ui/EvidenceBadge.tsx'
import { Property } from './Property.tsx'

interface QueuePropertyProps extends Omit<ComponentProps<typeof Property>, 'mono' | 'evidence'> {
  readonly type: QueueType
}

const typeRules = { classic: null, quorum: 'quorum', stream: 'stream' } as const

/** A property of a queue by RabbitMQ's own name; once it is set, it shows the evidence for its rule. */
export function QueueProperty({ type, ...property }: QueuePropertyProps) {
  const profile = useDraft((draft) => draft.scenario?.profile)
  const evidence = useEvidence(profile ?? '')
  const topic = property.name === 'x-queue-type' ? typeRules[type] : topicOfArgument(property.name)
  const found = property.isSet && topic !== null ? evidence(topic, type) : null
  return <Property {...property} mono evidence={found && <EvidenceBadge {...found} />} />
}
