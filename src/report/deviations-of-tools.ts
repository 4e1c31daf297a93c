import type { Case } from '../experiment/model.ts';

/** What of the tools is otherwise than in 2008. */
export function toolDeviations(cases: readonly Case[]): readonly string[] {
  const sentences: string[] = [];
  if (cases.some((each) => each.benchmark === 'network')) {
    // Its output keys, which our commands ask for, came with 2.5.
    sentences.push('Network cases need netperf 2.5 or later; that of 2008 was 2.4.');
  }
  if (cases.some((each) => each.benchmark === 'memory' && each.binary === null)) {
    sentences.push('Memory is measured by a STREAM-compatible kernel of our own, not by STREAM itself.');
  }
  if (cases.some((each) => each.benchmark === 'cpu' && each.binary === null)) {
    sentences.push('CPU is measured by a Linpack-compatible kernel of our own, not by Linpack-PC.');
  }
  if (cases.some((each) => each.benchmark === 'disk' && each.mode === 'durable')) {
    sentences.push('Disk (durable) waits until the disk has the file; dd of 2008 did not.');
  }
  return sentences;
}
