import { parseCommandLine } from './command-line/arguments.ts';
import { checkCommand } from './command-line/check-command.ts';
import { guestsCommand } from './command-line/guests-command.ts';
import { labCommand } from './command-line/lab-command.ts';
import { type Output, processOutput } from './command-line/output.ts';
import { reportCommand } from './command-line/report-command.ts';
import { runCommand } from './command-line/run-command.ts';
import { EXIT, HumanError } from './human-error.ts';
import { SOFTWARE } from './software.ts';

/** The command line's composition root: words in, exit code out. */
async function main(words: readonly string[], output: Output): Promise<number> {
  try {
    const command = parseCommandLine(words);
    switch (command.command) {
      case 'help':
        output.result(command.text);
        return EXIT.ok;
      case 'version':
        output.result(`${SOFTWARE.version}\n`);
        return EXIT.ok;
      case 'check':
        return await checkCommand(command, output);
      case 'run':
        return await runCommand(command, output);
      case 'report':
        return await reportCommand(command, output);
      case 'lab':
        return await labCommand(command, output);
      case 'guests':
        return await guestsCommand(command, output);
    }
  } catch (error) {
    if (error instanceof HumanError) {
      output.say(error.message);
      return error.exitCode;
    }
    output.say(
      `xen-bench failed in a way it should not. Please report this:\n${(error as Error).stack ?? error}`,
    );
    return EXIT.incomplete;
  }
}

void main(process.argv.slice(2), processOutput()).then((code) => {
  process.exitCode = code;
});
