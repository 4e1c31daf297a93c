import { EXIT, type ExitCode } from '../human-error.ts';
import { startLab } from '../lab/lab.ts';
import { writeLabFiles } from '../lab/lab-files.ts';
import { type Command, wholeNumber } from './arguments.ts';
import { interruptSignal } from './interrupt.ts';
import type { Output } from './output.ts';

/** `xen-bench lab`: the demo lab, for looking at by hand, until Ctrl+C. */
export async function labCommand(
  { options }: Extract<Command, { command: 'lab' }>,
  output: Output,
): Promise<ExitCode> {
  const signal = interruptSignal(() => output.say('Stopping the lab ...'));
  const lab = await startLab({ seed: wholeNumber('seed', options.seed) ?? 2008 });
  const files = await writeLabFiles(lab);
  try {
    output.result(files.description);
    if (!signal.aborted) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    }
  } finally {
    await lab.stop();
    await files.remove();
  }
  return EXIT.ok;
}
