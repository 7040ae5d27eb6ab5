/** The host's own sentences, told with their keys. */
import { hostSentences } from '#core/model/host-sentences.ts'
import { teller } from '#core/model/said.ts'

export const { tell, part } = teller(hostSentences)
