/** How long anything may take that happens in a window. Conditions are awaited; slow machines are not failures. */
export const LIMIT_MS = 120_000;
