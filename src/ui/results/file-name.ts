import { plain } from '../../report/plain.ts';

/** A base name that every file system takes: a name from a page or a run file leads to no other folder. */
export function fileName(text: string): string {
  const name = plain(text, 150)
    .replace(/[\\/:*?"<>|]/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '');
  return name === '' ? 'unnamed' : name;
}
