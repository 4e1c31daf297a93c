import { timingSafeEqual } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type AuthContext, type ParsedKey, Server, type ServerChannel, utils } from 'ssh2';
import { nearest } from '../experiment/wording.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { Connection } from '../remote/transport.ts';
import { connectSsh } from '../ssh/connect.ts';
import type { SimulatedMachine } from './answers.ts';
import { channelOutput } from './channel-output.ts';
import { GuestShell } from './guest-shell.ts';
import { GUESTS, type Guest } from './model.ts';
import { ProcessGroups } from './process-groups.ts';
import { runOnThisMachine } from './this-machine.ts';

/** The user name of an SSH login picks the machine. */
export const MACHINES = [...GUESTS, 'peer', 'this-machine'] as const;

/** A running demo lab: an SSH server on loopback, entered with one key that was made for it. */
export interface Lab {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** In OpenSSH's format. */
  readonly privateKey: string;
  /** The line of a known_hosts file for it. */
  readonly hostKeyLine: string;
  /** Ends every connection, and what `this-machine` still runs. */
  stop(): Promise<void>;
}

/** Starts the lab on a free port. The same seed gives the same simulated numbers. */
export async function startLab({ seed }: { seed: number }): Promise<Lab> {
  const hostKey = makeKeyPair();
  const clientKey = makeKeyPair();
  const allowed = utils.parseKey(clientKey.public);
  if (allowed instanceof Error) throw allowed;
  const sockets = new Set<Socket>();
  const groups = new ProcessGroups();
  const machines = new Map<Guest, Machine>();

  const ssh = new Server({ hostKeys: [hostKey.private], ident: 'xen-bench-lab' }, (connection) => {
    let machine = '';
    connection
      .on('error', () => connection.end())
      .on('authentication', (context) => {
        machine = context.username;
        if (isAllowed(context, allowed)) context.accept();
        else context.reject(['publickey']);
      })
      .on('session', (accept) => {
        const session = accept();
        // A channel itself tells of its end only when all that came before was read.
        const gone = new Promise<void>((resolve) => {
          session.once('close', resolve);
          connection.once('close', resolve);
        });
        session
          // Everything that is not handled (a terminal, forwarding, sftp, environment) ssh2 refuses by itself.
          .on('exec', (acceptExec, _reject, { command }) => {
            const channel = acceptExec();
            if (machine === 'this-machine') runOnThisMachine(command, channel, groups, gone);
            else simulate(command, channel, machineOf(machine));
          });
      });
  });

  /** The peer is the bare machine beside the others. */
  function machineOf(name: string): Machine {
    const guest = GUESTS.find((known) => known === name) ?? 'native';
    const machine = machines.get(guest) ?? new Machine(guest, seed);
    machines.set(guest, machine);
    return machine;
  }

  // Without noDelay each answer would wait for the client's delayed acknowledgement, 40 ms.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    privateKey: clientKey.private,
    hostKeyLine: `[127.0.0.1]:${port} ${hostKey.public}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Also those that never said anything, or no longer listen: nobody is waited for.
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, groups.end()]);
    },
  };
}

/**
 * A key pair in OpenSSH's format. ssh2 1.17 now and then writes an ed25519 key that it cannot read itself; such a one
 * is thrown away.
 */
function makeKeyPair(): ReturnType<typeof utils.generateKeyPairSync> {
  for (;;) {
    const pair = utils.generateKeyPairSync('ed25519');
    const readable = [pair.public, pair.private].every((text) => !(utils.parseKey(text) instanceof Error));
    if (readable) return pair;
  }
}

/** A connection to one of the lab's machines, over the same SSH as to any host. */
export async function labConnection(lab: Lab, machine: string, signal: AbortSignal): Promise<Connection> {
  if (!MACHINES.some((known) => known === machine)) {
    const meant = nearest(machine, MACHINES);
    const hint = meant === null ? '' : ` Did you mean lab:${meant}?`;
    throw new HumanError(
      `The demo lab has no machine "${machine}": it has ${MACHINES.join(', ')}.${hint}`,
      EXIT.usage,
    );
  }
  const connection = await connectSsh(`${machine}@${lab.host}:${lab.port}`, {
    configFile: 'none',
    privateKey: lab.privateKey,
    extraKnownHosts: lab.hostKeyLine,
    signal,
  });
  // The port is another one each time; in messages and records the name says more.
  return { ...connection, address: `lab:${machine}` };
}

/** Only one key enters, with a signature that proves it; only under the name of a machine. */
function isAllowed(context: AuthContext, allowed: ParsedKey): boolean {
  if (context.method !== 'publickey' || !MACHINES.some((known) => known === context.username)) return false;
  const expected = allowed.getPublicSSH();
  const offered = context.key.data;
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) return false;
  // Without a signature the client only asks whether the key would do.
  if (context.signature === undefined || context.blob === undefined) return true;
  return allowed.verify(context.blob, context.signature, context.hashAlgo) === true;
}

/** A simulated machine with its clock and its memory of what it ran. */
class Machine implements SimulatedMachine {
  readonly guest: Guest;
  readonly seed: number;
  readonly #counts = new Map<string, number>();
  #uptime = 100;

  constructor(guest: Guest, seed: number) {
    this.guest = guest;
    this.seed = seed;
  }

  get uptime(): number {
    return this.#uptime;
  }

  pass(seconds: number): void {
    this.#uptime += seconds;
  }

  count(command: string): number {
    const count = (this.#counts.get(command) ?? 0) + 1;
    this.#counts.set(command, count);
    return count;
  }
}

function simulate(command: string, channel: ServerChannel, machine: Machine): void {
  const output = channelOutput(channel);
  const shell = new GuestShell(machine);
  const end = (code: number) => {
    channel.exit(code);
    channel.end();
  };
  const refuse = () => output.stderr(REFUSAL).then(() => end(127));
  channel.on('error', () => {});
  if (command !== 'exec /bin/sh') {
    void refuse();
    return;
  }
  /** Whoever does not read what was answered is not read either. */
  const take = async (text: string) => {
    channel.pause();
    for (const answer of shell.input(text)) await output.stdout(answer);
    if (shell.refuses) await refuse();
    else channel.resume();
  };
  channel.setEncoding('utf8');
  channel.on('data', (text: string) => void take(text));
  channel.on('end', () => void output.stdout(shell.end()).then(() => end(0)));
}

const REFUSAL = 'This is a simulated guest: it answers the benchmarks of Xen Bench and nothing else.\n';
