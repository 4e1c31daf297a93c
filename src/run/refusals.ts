import { EXIT, HumanError } from '../human-error.ts';
import { MismatchError } from './proof.ts';

/** No target of a run is there. */
export function nobodyThere(absences: readonly string[]): HumanError {
  return new HumanError(`No target is there:\n${absences.join('\n')}`, EXIT.refused);
}

/** All refusals in one message: who mends a host wants to know of the others too. */
export function throwRefusals(refusals: readonly unknown[]): void {
  const [first] = refusals;
  if (first === undefined) return;
  const human = refusals.filter((refusal) => refusal instanceof HumanError);
  if (human.length < refusals.length || human.length === 1) throw first;
  const message = human.map((refusal) => refusal.message).join('\n\n');
  if (refusals.every((refusal) => refusal instanceof MismatchError)) {
    throw new MismatchError(message, { cause: first });
  }
  throw new HumanError(message, EXIT.refused, { cause: first });
}
