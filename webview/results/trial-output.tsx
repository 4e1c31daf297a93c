import type { TrialDetail } from '../../src/protocol.ts';
import { visible } from './visible.ts';

/** What was run, and all that it printed, as text. */
export function TrialOutput({ record }: { readonly record: TrialDetail['record'] }) {
  const { command, stdout, stderr, truncated } = record;
  return (
    <section class="drawer-part drawer-output" aria-label="Command and output">
      <Block name="command" text={command} none="" short />
      <Block name="standard output" text={stdout} none="It printed nothing." />
      <Block name="standard error" text={stderr} none="It printed nothing." />
      {truncated && <p class="aside">The output was too long to be kept whole: its middle was cut.</p>}
    </section>
  );
}

interface BlockProps {
  readonly name: string;
  readonly text: string;
  readonly none: string;
  /** A few lines high: what follows matters more. */
  readonly short?: boolean;
}

function Block({ name, text, none, short = false }: BlockProps) {
  return (
    <>
      <h3>{name}</h3>
      {text === '' ? (
        <p class="aside">{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too.
        <section class={short ? 'output short' : 'output'} aria-label={name} tabIndex={0}>
          <pre dir="ltr">{visible(text)}</pre>
        </section>
      )}
    </>
  );
}
