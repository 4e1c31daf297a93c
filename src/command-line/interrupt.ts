import { EXIT } from '../human-error.ts';

/**
 * A signal that the person gives by Ctrl+C (or a service by SIGTERM, a closed terminal by SIGHUP). The first asks for
 * an orderly end; a second ends at once, whatever is left undone.
 */
export function interruptSignal(onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    onFirst();
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
  return controller.signal;
}
