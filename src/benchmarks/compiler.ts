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
