import type { Kernel } from '../benchmarks/benchmark.ts';
import { shellQuote } from '../benchmarks/quote.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { RemoteSession } from '../remote/session.ts';

/** A kernel as it was compiled on a host; kept with the run, because the same code may be compiled unlike. */
export interface CompiledKernel {
  readonly path: string;
  readonly sha256: string | null;
  readonly compiler: string;
  readonly flags: string;
}

/** A second on most machines, minutes on one that is emulated and busy. */
const COMPILE_SECONDS = 900;

/** Uploads a kernel's source and compiles it in the session's folder. Throws HumanError with the compiler's words. */
export async function compileKernel(
  session: RemoteSession,
  host: string,
  compiler: string,
  kernel: Kernel,
): Promise<CompiledKernel> {
  const source = await session.put(`${kernel.name}.c`, kernel.source);
  const path = `${session.directory}/${kernel.name}`;
  const { end, exitCode, stdout, stderr } = await session.run(
    compileCommand(compiler, source, path, kernel.flags),
    COMPILE_SECONDS,
  );
  if (end === 'deadline') {
    throw new HumanError(
      `${host}: ${compiler} did not compile the ${kernel.name} kernel within ${COMPILE_SECONDS} s. Is the machine overloaded?`,
      EXIT.refused,
    );
  }
  if (exitCode !== 0) {
    const [first = 'it said nothing'] = stderr
      .split('\n')
      .filter((line) => /error|cannot|not found/i.test(line));
    throw new HumanError(
      `${host}: ${compiler} could not compile the ${kernel.name} kernel (exit ${exitCode}): ${first.slice(0, 300)}`,
      EXIT.refused,
    );
  }
  return {
    path,
    sha256: /^([0-9a-f]{64}) /m.exec(stdout)?.[1] ?? null,
    compiler: /^compiler=(.*)$/m.exec(stdout)?.[1] ?? compiler,
    flags: kernel.flags.join(' '),
  };
}

/** Known to the demo lab's guests. */
export function compileCommand(
  compiler: string,
  source: string,
  path: string,
  flags: readonly string[],
): string {
  const [from, to] = [shellQuote(source), shellQuote(path)];
  return `${compiler} -o ${to} ${from} ${flags.map(shellQuote).join(' ')} || exit
printf 'compiler=%s\\n' "$(${compiler} --version | head -n 1)"
sha256sum ${to} 2>/dev/null || true`;
}
