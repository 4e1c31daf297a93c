import * as z from 'zod';
import { experimentSchema } from './schema.ts';

/** The JSON Schema of experiment files (draft-07, what VS Code reads best), formatted, with a newline at its end. */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(experimentSchema, { target: 'draft-07', io: 'input' });
  // Two words of VS Code's own: experiment files are JSON with comments.
  return `${JSON.stringify({ ...schema, allowComments: true, allowTrailingCommas: true }, null, 2)}\n`;
}
