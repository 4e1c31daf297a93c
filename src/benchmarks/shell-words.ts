/**
 * The simple commands of a shell text, each as its words with the quotes taken off; expansions stay as written
 * (`$file`). Enough to read back a command that was recorded, no shell: keywords and redirections come as words.
 */
export function simpleCommands(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote = '';
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (quote === '"' && character === '\\' && '$`"\\'.includes(text.charAt(at + 1))) {
        word = `${word ?? ''}${text.charAt(++at)}`;
      } else word = `${word ?? ''}${character}`;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (character === '\\' && at + 1 < text.length) {
      at++;
      if (text.charAt(at) !== '\n') word = `${word ?? ''}${text.charAt(at)}`;
    } else if (character === ' ' || character === '\t') endWord();
    else if (character === '&' && text.charAt(at - 1) === '>') word = `${word ?? ''}&`;
    else if ('\n;&|()`'.includes(character)) endCommand();
    else word = `${word ?? ''}${character}`;
  }
  endCommand();
  return commands;
}

/** The words after the last call of `program` (by any path, behind any wrapper such as `env`); null: no such call. */
export function argumentsOf(program: string, text: string): string[] | null {
  for (const words of simpleCommands(text).reverse()) {
    const at = words.findIndex((word) => word === program || word.endsWith(`/${program}`));
    if (at >= 0) return words.slice(at + 1);
  }
  return null;
}
