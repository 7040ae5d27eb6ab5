/** Numbers of those who act: by them a record of the broker's log tells which client it is about. */
export const actorOfConsumer = (id: number): number => 2 * id
export const actorOfChannel = (id: number): number => 2 * id + 1
