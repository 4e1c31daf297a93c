import { EXIT, HumanError } from '../human-error.ts';
import { type GuestConfigFile, writeGuestConfigs } from '../xen/guest-config-write.ts';
import type { GuestDescription, GuestVariant } from '../xen/guest-description.ts';
import { descriptionMistakes } from '../xen/guest-description-mistakes.ts';

/** The configurations of a guest. Throws HumanError (usage) with all that is wrong in its description. */
export function guestConfigFiles(
  guest: GuestDescription,
  variants: readonly GuestVariant[],
): readonly GuestConfigFile[] {
  const mistakes = descriptionMistakes(guest);
  if (mistakes.length > 0) {
    throw new HumanError(mistakes.map(({ sentence }) => sentence).join('\n'), EXIT.usage);
  }
  return writeGuestConfigs(guest, variants);
}
