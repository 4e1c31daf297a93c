/** Where the demo that a new window is opened for waits for it, as the text of its Uri. */
export const WAITING_DEMO = 'xenBench.waitingDemo';
