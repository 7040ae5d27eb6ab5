import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in where a message goes. */
export const routingBugs: readonly PlantedBug[] = [
  {
    name: 'a star also matches nothing',
    breaks: 'V3',
    file: 'exchanges/topic.ts',
    find: '  if (node.star) match(node.star, words, at + 1, found)',
    replace:
      '  if (node.star) match(node.star, words, at + 1, found)\n  if (node.star) match(node.star, words, at, found)',
  },
  {
    name: 'a hash needs a word',
    breaks: 'V3',
    file: 'exchanges/topic.ts',
    find: 'for (let rest = at; rest <= words.length',
    replace: 'for (let rest = at + 1; rest <= words.length',
  },
  {
    name: 'any means all',
    breaks: 'V3',
    file: 'exchanges/headers.ts',
    find: 'any ? criteria.some(holds)',
    replace: 'any ? criteria.every(holds)',
  },
  {
    name: 'x- headers always count',
    breaks: 'V3',
    file: 'exchanges/headers.ts',
    find: "(withX || !name.startsWith('x-'))",
    replace: '(withX || name.length > 0)',
  },
  {
    name: 'CC keys do not route',
    breaks: 'V3',
    file: 'routing.ts',
    find: 'return walk(topology, exchange, [key, ...routingKeys], template.headers)\n  }',
    replace: 'return walk(topology, exchange, [key], template.headers)\n  }',
  },
  {
    name: 'alternate exchange asked though something matched',
    breaks: 'V3',
    file: 'routing.ts',
    find: 'found.named === before && exchange',
    replace: 'exchange',
  },
  {
    name: 'routes outlive an unbind',
    breaks: 'V3',
    file: 'topology.ts',
    find: '    this.epoch++\n    if (source.spec.autoDelete',
    replace: '    if (source.spec.autoDelete',
  },
  {
    name: 'a new binding is seen late',
    breaks: 'V3',
    file: 'topology.ts',
    find: '    source.router.bind(destination, spec.key, spec.arguments)\n    this.epoch++',
    replace: '    source.router.bind(destination, spec.key, spec.arguments)',
  },
]
