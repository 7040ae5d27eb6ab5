/**
 * What must hold of a broker whatever happens to it. A violation names one of these; a planted bug says which one it breaks.
 * V17 (MQTT), V20 (snapshots), V24 (queueing theory) and V25 (undo) of the same list are not about this broker's verbs.
 */
export const invariants = {
  V1: 'what entered a queue is ready, held, or left it: messages and bytes',
  V2: 'each copy is in exactly one place',
  V3: 'a publish makes one copy for each queue it matches; none is returned or told of',
  V4: 'nothing is delivered that was not published so',
  V5: 'once faults stop, all that went in comes out; what is durable survives',
  V6: 'deliveries are counted and repeats are marked',
  V7: 'a queue gives its messages in order',
  V8: 'a consumer holds no more than its limit, and none gets anything once it is gone',
  V9: 'at most one consumer is active where one may be, an owner is alone, a majority leads',
  V10: 'limits hold, and what makes room is what the rule says',
  V11: 'nothing is delivered after its time, nothing goes before it',
  V12: 'what dies is dead-lettered with its reason, and circles are cut',
  V13: 'a tag is settled once, on its own channel',
  V14: 'what a lost client held comes back at once, in order',
  V15: 'each publish is confirmed once, and not before it is stored',
  V16: 'offsets of a stream rise one by one, and only its old end is cut',
  V18: 'time goes forward, and what is due is done',
  V19: 'the same seed is the same run',
  V21: 'totals are what a recount finds',
  V22: 'a full broker refuses',
  V23: 'whoever can take a ready message is given it',
} as const
export type Invariant = keyof typeof invariants
