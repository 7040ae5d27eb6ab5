/** What came of asking for a server, whatever kind it is. */

export interface Unavailable {
  readonly available: false
  /** 'RabbitMQ 4.3' */
  readonly name: string
  /** One sentence: what was tried and what stood in the way. */
  readonly reason: string
  /** One sentence: how to get it on this machine. */
  readonly howTo: string
}

/** Folders added to the PATH and the scripts inside them, or a server that somebody else runs. */
export type Installed =
  | {
      readonly available: true
      readonly how: 'extracted' | 'system'
      readonly version: string
      /** Folders that must come first in PATH, most important first. */
      readonly path: readonly string[]
    }
  | {
      readonly available: true
      readonly how: 'given'
      readonly version: string
      readonly amqpUrl: string
      readonly managementUrl: string
    }

/** A server that answers. `stop` is safe to call twice. */
export interface RunningServer {
  readonly version: string
  readonly host: string
  readonly amqpPort: number
  readonly managementPort: number
  readonly username: string
  readonly password: string
  /** How its scripts are run from another process: the environment they need, or null when they are not at hand. */
  readonly scripts: { readonly env: Readonly<Record<string, string>>; readonly cwd: string } | null
  /** Runs `rabbitmqctl` against this very server and resolves with what it printed. */
  ctl(args: readonly string[]): Promise<string>
  /** The same for any other script of the server, e.g. `rabbitmq-queues`. */
  script(name: string, args: readonly string[]): Promise<string>
  stop(): Promise<void>
}
