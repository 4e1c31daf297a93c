/** What VS Code gives to a renderer of notebook outputs, as far as ours uses it. */

export interface OutputItem {
  /** The same while an output is changed in place. */
  readonly id: string;
  readonly mime: string;
  text(): string;
}

export interface Renderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): void;
  /** undefined: all of them. */
  disposeOutputItem(id?: string): void;
}
