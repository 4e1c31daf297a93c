/**
 * Lets one piece of work begin when the one before it is over, so that a person is asked one question at a time.
 * Work that fails does not hold up the next.
 */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}
