import { l10n, type Uri } from 'vscode';
import { hostProblem } from '../../experiment/hosts.ts';
import { valueAt } from '../../experiment/places.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { plain } from '../../report/plain.ts';
import { isSafeName } from '../../xen/seen-domains.ts';
import { readRunArgument } from '../run-command/run-argument.ts';

/** The domain that a command is about. */
export interface DomainArgument {
  /** That it was found under; null: none was named. */
  readonly experiment: Uri | null;
  readonly dom0: string;
  readonly domain: string;
}

/** Understands an item of the explorer. Throws HumanError for what is no domain, or one that xl would mistake. */
export function domainOf(argument: unknown): DomainArgument {
  const dom0 = valueAt(argument, ['dom0']);
  const domain = valueAt(argument, ['domain']);
  if (typeof dom0 !== 'string' || typeof domain !== 'string' || hostProblem(dom0) !== null) {
    throw new HumanError(
      l10n.t('This command needs a domain: choose it on a domain in the explorer, below "Domains of ...".'),
      EXIT.usage,
    );
  }
  if (!isSafeName(domain)) {
    throw new HumanError(
      l10n.t(
        'xl would not know "{0}" by its name alone: rename the domain to letters, digits and . _ : + -',
        plain(domain, 64),
      ),
      EXIT.usage,
    );
  }
  return { experiment: readRunArgument(argument).experiment, dom0, domain };
}
