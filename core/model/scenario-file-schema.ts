/** The published JSON Schema of the file form, made from the same tables that read and write it. */
import type { JsonSchema } from './scenario-file-kind.ts'
import { scenarioForm } from './scenario-file-sections.ts'

/** What `scenario.schema.json` holds; a test keeps the two the same. */
export const scenarioFileSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Sluice scenario',
  description:
    'A scenario file. References between its things (queues, exchanges, actors) are checked when it is read.',
  ...scenarioForm.schema,
}
