/** What a server says of itself when a connection opens, and how long it may take to say it. */

export interface ServerFacts {
  readonly product: string
  readonly version: string
  /** `Erlang/OTP 29.1.2` */
  readonly platform: string
}

export const connectTimeoutMs = 10_000
