// Serves a test: connects to its socket, takes lines of JSON with a command or with settings, and answers each by one.
const { connect } = require('node:net');
// biome-ignore lint/style/noRestrictedImports: an extension of its own, which is no part of the product
const { commands, ConfigurationTarget, Uri, workspace } = require('vscode');

exports.activate = (context) => {
  const path = process.env.XEN_BENCH_DRIVER;
  if (path === undefined) return;
  const socket = connect(path);
  let rest = '';
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) void answer(socket, JSON.parse(line));
  });
  context.subscriptions.push({ dispose: () => socket.destroy() });
};

async function answer(socket, { id, ...question }) {
  let reply;
  try {
    reply = JSON.stringify({ id, value: toJson(await perform(question)) });
  } catch (error) {
    reply = JSON.stringify({ id, error: String(error?.stack ?? error) });
  }
  socket.write(`${reply}\n`);
}

async function perform({ command, args = [], settings = {} }) {
  for (const [key, value] of Object.entries(settings))
    await workspace.getConfiguration().update(key, value ?? undefined, ConfigurationTarget.Global);
  if (command === undefined) return null;
  // A file is told as `{ "file": "/path" }`.
  const given = args.map((one) => (typeof one?.file === 'string' ? Uri.file(one.file) : one));
  return commands.executeCommand(command, ...given);
}

/** What a command gives may hold anything; a test gets what JSON can say. */
function toJson(value) {
  try {
    return JSON.parse(JSON.stringify(value ?? null));
  } catch {
    return null;
  }
}
