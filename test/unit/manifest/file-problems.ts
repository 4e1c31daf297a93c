import type { Everything } from './package-json.ts';

/** Made by the build. */
const BUILT = /^(\.\/)?dist\//;

/** Whether a path is what a pattern with `*` names, in one folder. */
function matches(path: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*')}$`).test(path);
}

/** The files that package.json names are there, and go into the package. */
export function fileProblems({ packageJson, ids, translations, exists }: Everything): string[] {
  const { contributes, files } = packageJson;
  const named = [
    packageJson.icon,
    packageJson.main,
    packageJson.l10n,
    ...Object.values(packageJson.bin),
    ...contributes.jsonValidation.map(({ url }) => url),
    ...contributes.notebookRenderer.map(({ entrypoint }) => entrypoint),
    ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
    ...Object.values(contributes.views).flatMap((views) => views.map(({ icon }) => icon)),
    ...contributes.walkthroughs.flatMap(({ icon, steps }) => [icon, ...steps.map(({ media }) => media.svg)]),
    'package.nls.json',
    ...Object.keys(translations).map((language) => `package.nls.${language}.json`),
  ].map((path) => path.replace(/^\.\//, ''));
  const packed = (path: string) => files.some((file) => matches(path, file) || path.startsWith(`${file}/`));
  const commands = Object.values(ids.commands);
  return [
    ...named.filter((path) => !BUILT.test(path) && !exists(path)).map((path) => `files: ${path} is missing`),
    ...named.filter((path) => !packed(path)).map((path) => `files: ${path} is not packed`),
    ...files
      .filter(
        (path) =>
          !BUILT.test(path) && !(path.includes('*') ? named.some((one) => matches(one, path)) : exists(path)),
      )
      .map((path) => `files: no ${path} to pack`),
    ...contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ completionEvents }) =>
        completionEvents
          .filter(
            (event) => event.startsWith('onCommand:') && !commands.includes(event.slice('onCommand:'.length)),
          )
          .map((event) => `walkthrough: ${event} never happens`),
      ),
    ),
  ];
}
