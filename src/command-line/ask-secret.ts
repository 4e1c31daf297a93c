import type { Prompts } from '../ssh/passphrases.ts';

/** Asks on the terminal without echo; null where no person sits at one. One question at a time. */
export function terminalPrompts(): Prompts | null {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    secret(question) {
      const answer = turn.then(() => readHidden(question));
      turn = answer.catch(() => {});
      return answer;
    },
  };
}

function readHidden(question: string): Promise<string | null> {
  const { stdin, stderr } = process;
  return new Promise((resolve) => {
    let typed = '';
    stderr.write(question);
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    const done = (answer: string | null) => {
      stdin.off('data', onKeys);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      resolve(answer);
    };
    const onKeys = (keys: string) => {
      for (const key of keys) {
        if (key === '\r' || key === '\n') return done(typed);
        if (key === '\u0004') return done(null);
        if (key === '\u0003') {
          done(null);
          // In raw mode the terminal sends no signal itself.
          process.kill(process.pid, 'SIGINT');
          return;
        }
        if (key === '\u007f' || key === '\b') typed = typed.slice(0, -1);
        else if (key >= ' ') typed += key;
      }
    };
    stdin.on('data', onKeys);
    stdin.resume();
  });
}
