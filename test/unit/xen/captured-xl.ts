import { readFileSync } from 'node:fs';

/** What xl printed on a dom0 with Xen 4.17. */
export function dom0(name: string): string {
  return readFileSync(new URL(`../../fixtures/xen/dom0/${name}.txt`, import.meta.url), 'utf8');
}
