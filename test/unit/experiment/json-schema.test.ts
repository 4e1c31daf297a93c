import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonSchemaText } from '../../../src/experiment/json-schema.ts';

const file = new URL('../../../media/xenbench.schema.json', import.meta.url);
type Json = { readonly [key: string]: unknown };
const schema: { properties: { [key: string]: Json }; required: string[] } = JSON.parse(jsonSchemaText());

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All objects of the schema that have properties, with the way to them. */
function objects(value: unknown, way = ''): [string, Json][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objects(item, `${way}/${index}`));
  if (!isObject(value)) return [];
  const own: [string, Json][] = isObject(value['properties']) ? [[way, value]] : [];
  return [...own, ...Object.entries(value).flatMap(([key, child]) => objects(child, `${way}/${key}`))];
}

describe('the JSON Schema for editors', () => {
  test('is in step with its source (else: npm run schema)', () => {
    expect(readFileSync(file, 'utf8')).toBe(jsonSchemaText());
  });

  test('explains every key, and refuses unknown ones', () => {
    const found = objects(schema);
    expect(found.length).toBeGreaterThanOrEqual(10);
    for (const [way, object] of found) {
      expect(object, way).toMatchObject({ additionalProperties: false });
      for (const [key, property] of Object.entries(object['properties'] as Json)) {
        expect(property, `${way} ${key}`).toMatchObject({ description: expect.stringMatching(/\.$/) });
      }
    }
  });

  test('knows what may be left out, and what stands in for it', () => {
    expect(schema.required).toEqual(['targets', 'benchmarks']);
    expect(schema.properties['repetitions']).toMatchObject({ default: 10, minimum: 1, maximum: 10_000 });
    expect(schema.properties['order']).toMatchObject({
      default: 'interleaved',
      enum: ['interleaved', 'sequential'],
    });
    expect(schema.properties).toHaveProperty('$schema');
  });
});
