/** A broker to run sets of programs on. */
export interface Side {
  /** 'RabbitMQ 4.3.6' */
  readonly name: string
  /** An empty place for one set. */
  open(): Promise<Stall>
}

export interface Stall {
  readonly url: string
  /** Its name stands in the wording of errors, so it is taken for `/` when they are compared. */
  readonly virtualHost: string
  close(): Promise<void>
}
