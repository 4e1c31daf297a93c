import { differences, type Everything } from './package-json.ts';

/** What is contributed is what src/manifest.ts names, and the extension makes use of it. */
export function idProblems({ packageJson, ids, sources }: Everything): string[] {
  const { contributes } = packageJson;
  const { commands, needArgument, container, views, editors, items, contexts } = ids;
  const hidden = (contributes.menus['commandPalette'] ?? [])
    .filter(({ when }) => when === 'false')
    .map(({ command }) => command);
  return [
    ...differences(
      'commands',
      contributes.commands.map(({ command }) => command),
      Object.values(commands),
    ),
    ...differences('commands hidden from the palette', hidden, needArgument),
    ...Object.keys(commands)
      .filter((name) => !isRegistered(sources, name))
      .map((name) => `commands: nobody registers COMMANDS.${name}`),
    ...differences(
      'containers',
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [container],
    ),
    ...differences('containers with views', Object.keys(contributes.views), [container]),
    ...differences(
      'views',
      Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id)),
      views,
    ),
    ...contributes.viewsWelcome
      .filter(({ view }) => !views.includes(view))
      .map(({ view }) => `viewsWelcome: there is no view ${view}`),
    ...differences(
      'editors',
      contributes.customEditors.map(({ viewType }) => viewType),
      editors,
    ),
    ...Object.keys(items)
      .filter((name) => !sources.includes(`ITEMS.${name}`))
      .map((name) => `items: nobody gives ITEMS.${name}`),
    ...Object.keys(contexts)
      .filter((name) => !new RegExp(`'setContext',\\s*CONTEXTS\\.${name}\\b`).test(sources))
      .map((name) => `contexts: nobody sets CONTEXTS.${name}`),
  ];
}

/** By VS Code's own function, or by one of ours that is given the id first. */
function isRegistered(sources: string, name: string): boolean {
  return new RegExp(`\\b(?:registerCommand|command|register)\\(\\s*(?:log,\\s*)?COMMANDS\\.${name}\\b`).test(
    sources,
  );
}
