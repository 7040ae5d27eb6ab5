import type { FieldTable } from '#core/model/topology.ts'

/** Whether a client's properties say that it understands something, such as `consumer_cancel_notify`. */
export function can({ fields }: FieldTable, capability: string): boolean {
  const said = fields.find(([name]) => name === 'capabilities')?.[1]
  if (typeof said !== 'object' || said === null || !('fields' in said)) return false
  return said.fields.find(([name]) => name === capability)?.[1] === true
}
