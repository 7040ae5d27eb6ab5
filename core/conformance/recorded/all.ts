/** Every recording, as part of the program: a shell that is one bundle has no folder to read them from. */
import { type Recording, readRecording } from '../recording.ts'
import rabbitmq310 from './rabbitmq-3.10.8.json' with { type: 'json' }
import rabbitmq40 from './rabbitmq-4.0.5.json' with { type: 'json' }
import rabbitmq43 from './rabbitmq-4.3.6.json' with { type: 'json' }

/** Oldest version first. */
export const recordings: readonly Recording[] = [rabbitmq310, rabbitmq40, rabbitmq43].map(
  readRecording,
)
