import type { Tool } from './benchmark.ts';

/** What compiles our kernels on a target. */
export const C_COMPILER: Tool = {
  anyOf: ['cc', 'gcc', 'clang'],
  usedFor: 'compiling the memory and CPU kernels',
  packages: {
    'apt-get': 'gcc libc6-dev',
    dnf: 'gcc',
    yum: 'gcc',
    zypper: 'gcc',
    apk: 'gcc musl-dev',
    pacman: 'gcc',
  },
};

/** A program that the experiment names by its path on the target; no package brings it. */
export function usersBinary(path: string, usedFor: string): Tool {
  return { anyOf: [path], usedFor, packages: {} };
}
