/** Every connector to a real broker. A new one is a folder in `core/connectors/` and a line here. */
import type { Connector } from '#core/connectors/connector.ts'
import { rabbitmqConnector } from '#core/connectors/rabbitmq/rabbitmq.ts'

export const realConnectors: readonly Connector[] = [rabbitmqConnector]
