/** Reply codes and their names. Those of a hard error close the connection, the others the channel. [AMQP 0-9-1: constants] */
const names: Readonly<Record<number, string>> = {
  200: 'OK',
  311: 'CONTENT_TOO_LARGE',
  312: 'NO_ROUTE',
  313: 'NO_CONSUMERS',
  320: 'CONNECTION_FORCED',
  402: 'INVALID_PATH',
  403: 'ACCESS_REFUSED',
  404: 'NOT_FOUND',
  405: 'RESOURCE_LOCKED',
  406: 'PRECONDITION_FAILED',
  501: 'FRAME_ERROR',
  502: 'SYNTAX_ERROR',
  503: 'COMMAND_INVALID',
  504: 'CHANNEL_ERROR',
  505: 'UNEXPECTED_FRAME',
  506: 'RESOURCE_ERROR',
  530: 'NOT_ALLOWED',
  540: 'NOT_IMPLEMENTED',
  541: 'INTERNAL_ERROR',
}

/** `NOT_FOUND`; undefined for a code the protocol does not have. */
export function nameOfCode(code: number): string | undefined {
  return names[code]
}

/** Whether the code costs the whole connection. */
export function isHard(code: number): boolean {
  return code === 320 || code === 402 || code >= 500
}
