import type { IoKind } from '../xen/devices.ts';
import { machineName, underName } from '../xen/label.ts';
import { listed } from './listed.ts';
import type { ReportTarget } from './model.ts';
import { plain } from './plain.ts';

/** What a reader must know of the labels before using the numbers. `targets` of all runs; a name may come again. */
export function labelNotes(all: readonly ReportTarget[]): readonly string[] {
  const targets = [...new Map(all.map((target) => [target.name, target])).values()];
  return [...doubts(all), ...unchecked(all), ...changes(targets), ...devices(targets), ...below(targets)];
}

function doubts(targets: readonly ReportTarget[]): readonly string[] {
  return targets.flatMap(({ name, proof, sentence }) =>
    proof === 'mismatch'
      ? [`The label of ${name} does not hold, and it was measured all the same. ${sentence ?? ''}`.trim()]
      : proof === 'unproved'
        ? [`The label of ${name} is not proved. ${sentence ?? ''}`.trim()]
        : [],
  );
}

/** Run files from before labels were proved. */
function unchecked(targets: readonly ReportTarget[]): readonly string[] {
  const names = targets
    .filter(({ proof, simulated }) => proof === 'unchecked' && simulated !== null)
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `Not proved on the guest, taken from the experiment file: the kind of ${listed([...new Set(names)])}.`,
  ];
}

function changes(targets: readonly ReportTarget[]): readonly string[] {
  return targets
    .filter(({ label }) => label?.includes(', then ') === true)
    .map(
      ({ name, label }) => `The label of ${name} changed while it was measured: ${plain(label ?? '', 200)}.`,
    );
}

const WORDS: Readonly<Partial<Record<IoKind, string>>> = {
  paravirtual: 'paravirtual',
  emulated: 'emulated',
  virtio: 'virtio',
  mixed: 'mixed',
};

/** Guests whose devices are of several kinds: the kind of virtualisation is not all that is different. */
function devices(targets: readonly ReportTarget[]): readonly string[] {
  const told = targets.flatMap(({ name, io }) => {
    const kinds = [...new Set(io === null ? [] : [io.network, io.disk])].filter((kind) => kind in WORDS);
    const kind = kinds.length > 1 ? 'mixed' : kinds[0];
    const word = kind === undefined ? undefined : WORDS[kind];
    return word === undefined ? [] : [{ name, word }];
  });
  const words = [...new Set(told.map(({ word }) => word))];
  if (words.length < 2) return [];
  const groups = words.map((word, index) => {
    const names = listed(told.filter((each) => each.word === word).map(({ name }) => name));
    const several = told.filter((each) => each.word === word).length > 1;
    return index === 0 ? `${names} ${several ? 'have' : 'has'} ${word} devices` : `${names} ${word} ones`;
  });
  return [`${groups.join(', ')}: what differs is more than the kind of virtualisation.`];
}

/** Xen, or a machine without it, on top of another hypervisor. */
function below(targets: readonly ReportTarget[]): readonly string[] {
  const of = targets.filter(
    ({ machine, under }) => under !== null && machine !== 'other' && machine !== null,
  );
  return [...new Set(of.map(({ under }) => under ?? ''))].map((under) => {
    const names = of
      .filter((target) => target.under === under)
      .map(({ name, machine }) =>
        machine === null ? name : `${name} (${machineName({ machine, under: null })})`,
      );
    const name =
      under === 'unknown' ? underName(under) : `another hypervisor, ${plain(underName(under), 40)}`;
    return `On top of ${name}: ${listed(names)}. The numbers are of both.`;
  });
}
