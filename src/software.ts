import packageJson from '../package.json' with { type: 'json' };

/** What made a run: kept in the run file. */
export const SOFTWARE = {
  version: packageJson.version,
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
};
