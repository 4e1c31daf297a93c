import { loadGuestConfig } from '../engine/guest-config-file.ts';
import { EXIT, type ExitCode } from '../human-error.ts';
import { compareGuestConfigs } from '../xen/guest-config-compare.ts';
import { comparisonText } from '../xen/guest-config-compare-text.ts';
import type { Output } from './output.ts';

/** `xen-bench guests compare`: can two configurations be compared? */
export async function compareGuests(a: string, b: string, json: boolean, output: Output): Promise<ExitCode> {
  const comparison = compareGuestConfigs(await loadGuestConfig(a), await loadGuestConfig(b));
  output.result(
    json
      ? `${JSON.stringify({ format: 1, a, b, ...comparison }, null, 2)}\n`
      : comparisonText(comparison, [a, b]),
  );
  return comparison.comparable ? EXIT.ok : EXIT.incomplete;
}
