/** The longest TTL RabbitMQ takes: 32 bits of milliseconds, almost fifty days. [RabbitMQ: Time-to-Live and Expiration] */
export const ttlMsMax = 2 ** 32 - 1

export function isTtl(ms: number): boolean {
  return Number.isInteger(ms) && ms >= 0 && ms <= ttlMsMax
}
