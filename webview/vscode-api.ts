/** What VS Code gives to a page of an extension; it may be asked for once. */
export interface VsCodeApi<State, Outgoing> {
  postMessage(message: Outgoing): void;
  /** What was kept when the page was last shown, also after a restart; of another version of us perhaps. */
  getState(): unknown;
  setState(state: State): void;
}

declare global {
  function acquireVsCodeApi<State, Outgoing>(): VsCodeApi<State, Outgoing>;
}
