/** Chart colours of VS Code's themes, the first taken first. */
const NAMES = ['blue', 'orange', 'purple', 'green', 'red', 'yellow'];

/** Those that a theme has; `at` gives a variable by its name without `--vscode-`, or an empty text. */
export function seriesColours(at: (name: string) => string): readonly string[] {
  return NAMES.map((name) => at(`charts-${name}`)).filter((colour) => colour !== '');
}
