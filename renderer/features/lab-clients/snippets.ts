/** What a person pastes into the program he already has: one line per language, with this address. */
import type { Listening } from '#core/model/endpoint.ts'

export const snippetLanguages = ['python', 'node', 'java', 'go', 'csharp', 'url'] as const
export type SnippetLanguage = (typeof snippetLanguages)[number]

export const languageNames: Readonly<Record<SnippetLanguage, string>> = {
  python: 'Python',
  node: 'Node',
  java: 'Java',
  go: 'Go',
  csharp: 'C#',
  url: 'URL',
}

/** An AMQP URI; the virtual host `/` is the one meant when none is named. */
export function uriOf({ host, port, user, password, virtualHost }: Listening): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`
  const path = virtualHost === '/' ? '' : `/${encodeURIComponent(virtualHost)}`
  return `amqp://${login}@${host}:${port}${path}`
}

export function snippet(language: SnippetLanguage, listening: Listening): string {
  const uri = uriOf(listening)
  switch (language) {
    case 'python':
      return `pika.BlockingConnection(pika.URLParameters("${uri}"))`
    case 'node':
      return `await amqp.connect('${uri}')`
    case 'java':
      return `factory.setUri("${uri}"); factory.newConnection();`
    case 'go':
      return `amqp.Dial("${uri}")`
    case 'csharp':
      return `await new ConnectionFactory { Uri = new("${uri}") }.CreateConnectionAsync();`
    case 'url':
      return uri
  }
}
