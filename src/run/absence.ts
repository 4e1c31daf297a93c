import { ConnectionLostError } from '../remote/agent-channel.ts';
import { UnreachableError } from '../remote/transport.ts';

/** The machine is not there (any more), which is no refusal: what it was to do is left pending. */
export function isAbsence(error: unknown): error is UnreachableError | ConnectionLostError {
  return error instanceof UnreachableError || error instanceof ConnectionLostError;
}
