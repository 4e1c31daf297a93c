import type { Everything } from './package-json.ts';

/** Keys of `when` clauses that VS Code sets, as far as they are used. */
const VSCODE_KEYS: readonly string[] = [
  'activeCustomEditorId',
  'isInDiffEditor',
  'isWorkspaceTrusted',
  'listDoubleSelection',
  'notebookType',
  'resourceExtname',
  'resourceFilename',
  'view',
  'viewItem',
  'workspaceFolderCount',
];

/** Each menu names a command that exists, and each clause keys, views, editors and items that do. */
export function whenProblems(everything: Everything): string[] {
  const { packageJson, ids } = everything;
  const commands = Object.values(ids.commands);
  const clauses = allClauses(everything);
  return [
    ...Object.entries(packageJson.contributes.menus).flatMap(([menu, list]) =>
      list
        .filter(({ command }) => !commands.includes(command))
        .map(({ command }) => `menus: ${menu} names ${command}, which is no command`),
    ),
    ...clauses.flatMap((clause) => clauseProblems(clause, everything)),
    ...Object.values(ids.contexts)
      .filter((key) => !clauses.some((clause) => keysOf(clause).includes(key)))
      .map((key) => `contexts: no clause reads ${key}`),
  ];
}

function allClauses({ packageJson: { contributes } }: Everything): string[] {
  const clauses = [
    ...contributes.commands.map(({ enablement }) => enablement),
    ...contributes.viewsWelcome.map(({ when }) => when),
    ...Object.values(contributes.menus).flatMap((list) => list.map(({ when }) => when)),
    ...contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ completionEvents }) =>
        completionEvents.flatMap((event) => /^onContext:(.*)$/.exec(event)?.[1]),
      ),
    ),
  ];
  return clauses.filter((clause) => clause !== undefined);
}

function clauseProblems(clause: string, { ids }: Everything): string[] {
  const known = [...VSCODE_KEYS, ...Object.values(ids.contexts)];
  const problems = keysOf(clause)
    .filter((key) => !known.includes(key))
    .map((key) => `when: ${key} is no known key, in "${clause}"`);
  for (const { key, operator, value } of comparisons(clause)) {
    const values =
      key === 'view'
        ? ids.views
        : key === 'activeCustomEditorId'
          ? ids.editors
          : key === 'viewItem'
            ? Object.values(ids.items)
            : key === 'notebookType'
              ? ids.notebooks
              : null;
    const pattern = operator === '=~' ? new RegExp(value.slice(1, value.lastIndexOf('/'))) : null;
    const matches = values?.some((each) => pattern?.test(each) ?? each === value) ?? true;
    if (!matches) problems.push(`when: no ${key} is ${value}, in "${clause}"`);
  }
  return problems;
}

/** `view == xenBench.experiments`, `viewItem =~ /^run$/`; a single key has neither operator nor value. */
function comparisons(clause: string): { key: string; operator: string; value: string }[] {
  return clause.split(/&&|\|\|/).map((part) => {
    const [, key = '', operator = '', value = ''] =
      /^\s*!?([^\s=!]+)\s*(=~|==|!=)?\s*(.*?)\s*$/.exec(part) ?? [];
    return { key, operator, value };
  });
}

function keysOf(clause: string): string[] {
  return comparisons(clause)
    .map(({ key }) => key)
    .filter((key) => key !== 'false' && key !== 'true');
}
