/** State as VS Code keeps it for an extension: what is stored comes back as JSON would bring it. */
export function memory(first: Readonly<Record<string, unknown>> = {}) {
  const values = new Map(Object.entries(first));
  return {
    values,
    get: (key: string): unknown => values.get(key),
    update: async (key: string, value: unknown): Promise<void> => {
      values.set(key, JSON.parse(JSON.stringify(value)));
    },
  };
}
