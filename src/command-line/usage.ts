/** What `--help` says, by command. */
export const USAGE = {
  '': `xen-bench: performance experiments on Xen, over SSH

  xen-bench check FILE       validate the experiment, connect, look for tools, estimate the time; runs nothing
  xen-bench run FILE         run it into a run file (*.xenrun) and show the report
  xen-bench report RUN...    show the report of one or more run files
  xen-bench lab              start the demo lab on loopback and say how to reach it
  xen-bench guests write     write configurations of one guest for xl: PV, HVM, PVH that differ in nothing else
  xen-bench guests compare A B
                             say whether two configurations for xl can be compared, and what differs

  xen-bench COMMAND --help   the options of a command
  xen-bench --version

Exit codes: 0 every planned trial valid; 1 some trial not valid; 2 wrong usage or a mistake in a file;
3 a target refused (host key, authentication, not what it is called, missing tool ...); 130 cancelled.
Results go to standard output, all else to standard error.
`,
  check: `xen-bench check FILE [options]

  --target T             only this target (repeatable)
  --benchmark B          only this benchmark or case (repeatable)
  --allow-mismatch       take targets that are not what their kind says, and mark every number of them
  --ssh-config FILE      read FILE in place of ~/.ssh/config
  --accept-host-key FP   take an unknown host's key with this fingerprint (SHA256:...) into known_hosts (repeatable)
`,
  run: `xen-bench run FILE [options]

  --target T             only this target (repeatable)
  --benchmark B          only this benchmark or case (repeatable)
  --repetitions N        in place of the file's
  --order O              interleaved or sequential
  --seed N               in place of the file's
  --output RUN           the run file; default .xenbench/runs/NAME-TIME.xenrun beside FILE
  --resume RUN           go on with this run: do what its plan still lacks (then only --target and --benchmark narrow it)
  --allow-mismatch       take targets that are not what their kind says, and mark every number of them
  --json                 events, one a line, on standard output
  --ssh-config FILE      read FILE in place of ~/.ssh/config
  --accept-host-key FP   take an unknown host's key with this fingerprint (SHA256:...) into known_hosts (repeatable)

Ctrl+C stops the running job, cleans up every host and ends within two seconds; the run can be resumed.
`,
  report: `xen-bench report RUN... [options]

  --format F             text (default), markdown, json, csv or latex
  --output FILE          write there in place of standard output
  --reparse              read the kept raw outputs again with this version's readers
`,
  lab: `xen-bench lab [options]

  --seed N               seed of the simulated guests (default 2008)

Starts the demo lab on 127.0.0.1 with keys made for this start, says how to reach it, and runs until Ctrl+C.
`,
  guests: `xen-bench guests write --name NAME [options] --output DIR
xen-bench guests compare A.cfg B.cfg [--json]

Writes configurations of one guest for xl, DIR/NAME-TYPE.cfg, that differ in nothing but what the type demands.

  --name NAME            the guests are called NAME-TYPE
  --kernel FILE          a kernel of the dom0, the same for every type
  --ramdisk FILE         its initial ramdisk
  --root DEVICE          its root file system: UUID=..., or /dev/xvda1
  --cmdline TEXT         the rest of its command line
  --bootloader PROGRAM   without --kernel: by what PV and PVH start from their disk (default pygrub)
  --disk DISK            phy:/dev/..., file:/PATH, qcow2:/PATH; {type} in it stands for the type (repeatable)
  --bridge BRIDGE        a network card on this bridge of the dom0
  --mac ADDRESS          its address; default: made from the name
  --memory SIZE          1G, 512M
  --vcpus N              default 1
  --cpus LIST            CPUs of the host that the vCPUs may use: 2-3
  --tsc-mode MODE        default, always_emulate, native or native_paravirt
  --types LIST           of pv, hvm, pvh, hvm-emulated; default pv,hvm,pvh
  --like-2008            shadow paging, the emulated card of that time, native time-stamp counter; default types pv,hvm-emulated
  --output DIR           the folder; files that are there are left as they are, and nothing is written

Compares two configurations: what is expected between the types, what is harmless, and what spoils a comparison.

  --json                 the same for programs

Exit codes of compare: 0 comparable; 1 not; 2 a file that cannot be read, or wrong usage.
`,
} as const;

export type CommandName = Exclude<keyof typeof USAGE, ''>;
