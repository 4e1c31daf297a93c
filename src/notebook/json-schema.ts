import { z } from 'zod';
import { fragmentSchema } from './fragment-schema.ts';

/** The JSON Schema of a notebook's code cells (draft-07), formatted, with a newline at its end. */
export function cellSchemaText(): string {
  const schema = z.toJSONSchema(fragmentSchema, { target: 'draft-07', io: 'input' });
  return `${JSON.stringify({ ...schema, allowComments: true, allowTrailingCommas: true }, null, 2)}\n`;
}
