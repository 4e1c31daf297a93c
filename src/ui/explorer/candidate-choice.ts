import { plain } from '../../report/plain.ts';
import type { Choice } from '../multi-step.ts';
import { conditionWord, sourceWord, vcpusWord } from './condition-word.ts';
import type { Candidate } from './dom0-candidates.ts';
import { joined, type Lens } from './look.ts';

/** A guest of a dom0 as a line of a pick. `users`: the targets that are this domain already. */
export function candidateChoice(
  candidate: Candidate,
  users: readonly string[],
  lens: Pick<Lens, 'l10n'>,
): Choice<Candidate> {
  const { l10n } = lens;
  const { name, type, shim, condition, readable, vcpus, memoryMiB, config, address } = candidate;
  const already = users.map((user) => plain(user, 64)).join(', ');
  return {
    value: candidate,
    label: plain(name, 255),
    description: joined([
      shim ? l10n.t('PV in a PVH shim') : (type?.toUpperCase() ?? l10n.t('type not known')),
      conditionWord(condition, lens),
      vcpus === null ? null : vcpusWord(vcpus, lens),
      memoryMiB === null ? null : l10n.t('{0} MiB', memoryMiB),
      already === '' ? null : l10n.t('is the target {0} already', already),
    ]),
    detail: joined([
      readable ? null : l10n.t('xl cannot read its configuration'),
      address === null ? null : l10n.t('at {0}, {1}', address.address, sourceWord(address.from, lens)),
      config === null ? null : plain(config, 300),
    ]),
    icon: condition === null ? 'vm-outline' : readable ? 'vm' : 'question',
  };
}
