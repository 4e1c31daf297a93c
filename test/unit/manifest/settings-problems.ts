import { isDeepStrictEqual } from 'node:util';
import { differences, type Everything, type Setting } from './package-json.ts';

const PREFIX = 'xenBench.';

/** Settings and the properties of a task have the types and defaults that the sources count on. */
export function settingProblems({ packageJson, ids }: Everything): string[] {
  const { properties } = packageJson.contributes.configuration;
  const { restrictedConfigurations } = packageJson.capabilities.untrustedWorkspaces;
  const orders = Object.values(properties).map(({ order }) => String(order));
  return [
    ...differences(
      'settings',
      Object.keys(properties),
      Object.keys(ids.settings).map((name) => PREFIX + name),
    ),
    ...Object.entries(properties).flatMap(([name, setting]) =>
      Object.hasOwn(ids.settings, name.slice(PREFIX.length))
        ? ofSetting(
            name,
            setting,
            ids.settings[name.slice(PREFIX.length)],
            ids.choices[name.slice(PREFIX.length)],
          )
        : [],
    ),
    ...(new Set(orders).size === orders.length ? [] : ['settings: two have the same order']),
    ...restrictedConfigurations
      .filter((name) => !Object.hasOwn(properties, name))
      .map((name) => `capabilities: ${name} is no setting`),
  ];
}

function ofSetting(
  name: string,
  { type, default: fallback, enum: values, enumDescriptions, markdownDescription }: Setting,
  expected: unknown,
  choices: readonly string[] | undefined,
): string[] {
  const problems: string[] = [];
  const jsType = type === 'integer' ? 'number' : type;
  if (jsType !== typeof expected) problems.push(`${name}: ${type} is not what the sources expect`);
  if (!isDeepStrictEqual(fallback, expected)) problems.push(`${name}: another default than in the sources`);
  if (markdownDescription === undefined) problems.push(`${name}: nothing tells what it is`);
  if (!isDeepStrictEqual(values, choices)) problems.push(`${name}: other values than in the sources`);
  if (values?.length !== enumDescriptions?.length) problems.push(`${name}: a value is not described`);
  return problems;
}

export function taskProblems({ packageJson, ids }: Everything): string[] {
  const definitions = packageJson.contributes.taskDefinitions;
  return [
    ...differences(
      'tasks',
      definitions.map(({ type }) => type),
      [ids.taskType],
    ),
    ...definitions.flatMap(({ properties, required }) => [
      ...differences('properties of a task', Object.keys(properties), Object.keys(ids.task)),
      ...differences('what a task must have', required, ids.taskRequired),
      ...Object.entries(properties)
        .filter(([name, { type }]) => (type === 'integer' ? 'number' : type) !== (ids.task[name] ?? type))
        .map(([name, { type }]) => `a task's ${name}: ${type} is not what the sources expect`),
    ]),
  ];
}
