import { differences, type Everything, type Texts } from './package-json.ts';

/** Every text of package.json is in package.nls.json, in every language, and its links lead to commands. */
export function textProblems({ packageJson, ids, texts, translations }: Everything): string[] {
  const used = [...JSON.stringify(packageJson).matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
  const commands = Object.values(ids.commands);
  return [
    ...differences('texts', [...new Set(used)], Object.keys(texts)),
    ...bareTexts(packageJson),
    ...Object.entries(texts).flatMap(([key, text]) =>
      linksOf(text)
        .filter((command) => command.startsWith('xenBench.') && !commands.includes(command))
        .map((command) => `${key}: there is no command ${command}`),
    ),
    ...Object.entries(translations).flatMap(([language, translated]) =>
      translationProblems(language, texts, translated),
    ),
  ];
}

/** What people read, written into package.json itself, where no language can replace it. */
function bareTexts(packageJson: unknown): string[] {
  const words = /"(title|description|markdownDescription|altText|contents|displayName)":"([^%"][^"]*)"/g;
  const names = ['Xen Bench', 'xen-bench'];
  return [...JSON.stringify(packageJson).matchAll(words)]
    .filter(([, , text = '']) => !names.includes(text))
    .map(([, key, text]) => `texts: ${key} "${text}" is not in package.nls.json`);
}

function translationProblems(language: string, texts: Texts, translated: Texts): string[] {
  return [
    ...Object.keys(texts)
      .filter((key) => !Object.hasOwn(translated, key))
      .map((key) => `${language}: ${key} is not translated`),
    ...Object.keys(translated)
      .filter((key) => !Object.hasOwn(texts, key))
      .map((key) => `${language}: ${key} is not there any more`),
    ...Object.entries(translated)
      .filter(([key, text]) => text.trim() === '' || marksOf(text) !== marksOf(texts[key] ?? ''))
      .map(([key]) => `${language}: ${key} has other links, code or lines than the English text`),
  ];
}

/** What a translation takes over as it is. */
function marksOf(text: string): string {
  const code = [...text.matchAll(/`[^`]*`/g)].map(String).sort();
  return JSON.stringify([linksOf(text), code, text.split('\n').length]);
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/\(command:([^)?]+)/g)].map(([, command = '']) => command);
}
