/** Frames: type, channel, size, payload, end mark. [AMQP 0-9-1: 4.2.3 General Frame Format] */
export const FrameType = { method: 1, header: 2, body: 3, heartbeat: 8 } as const

export const frameEnd = 0xce
export const frameHeadBytes = 7
/** A frame without a payload. */
export const emptyFrameBytes = 8
/** [AMQP 0-9-1: 4.2.2 Protocol Header] */
export const protocolHeader: readonly number[] = [0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]
export const heartbeatFrame: Uint8Array = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, frameEnd)
