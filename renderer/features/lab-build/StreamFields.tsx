import { intervalS, writeInterval } from '#core/model/interval.ts'
import type { QueueSpec } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { NumberValue, TextValue } from './Property.tsx'
import { QueueProperty } from './QueueProperty.tsx'
import { termsText } from './terms-text.ts'
import { buildText } from './text.ts'

/** How much a stream retains: it is never emptied by reading, and whole segments go at a time. */
export function StreamFields({
  queue,
  onChange,
}: {
  queue: QueueSpec
  onChange: (to: Partial<QueueSpec['arguments']>) => void
}) {
  const text = useText(buildText)
  const say = useText(termsText)
  const { maxLengthBytes, maxAgeS, maxSegmentBytes } = queue.arguments
  return (
    <>
      <QueueProperty
        name="x-max-length-bytes"
        type={queue.type}
        isSet={maxLengthBytes !== null}
        help={say('streamBytesHelp')}
        standard={text('none')}
      >
        {(id) => (
          <NumberValue
            id={id}
            value={maxLengthBytes}
            whole
            unset={text('none')}
            unit="B"
            onChange={(value) => onChange({ maxLengthBytes: value })}
          />
        )}
      </QueueProperty>
      <QueueProperty
        name="x-max-age"
        type={queue.type}
        isSet={maxAgeS !== null}
        help={say('maxAgeHelp')}
        standard={text('none')}
      >
        {(id) => (
          <TextValue
            id={id}
            value={maxAgeS === null ? null : writeInterval(maxAgeS)}
            unset={text('none')}
            onChange={(value) => {
              const seconds = value === null ? null : intervalS(value)
              // What is no interval is put back, as a number that cannot be read is.
              if (value === null || seconds !== null) onChange({ maxAgeS: seconds })
            }}
          />
        )}
      </QueueProperty>
      <QueueProperty
        name="x-stream-max-segment-size-bytes"
        type={queue.type}
        isSet={maxSegmentBytes !== null}
        help={say('segmentHelp')}
        standard="500000000"
      >
        {(id) => (
          <NumberValue
            id={id}
            value={maxSegmentBytes}
            whole
            min={1}
            unset="500000000"
            unit="B"
            onChange={(value) => onChange({ maxSegmentBytes: value })}
          />
        )}
      </QueueProperty>
    </>
  )
}
