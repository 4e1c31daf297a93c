// Bundled as text by esbuild.mjs and vitest.config.ts.
declare module '*.c' {
  const text: string;
  export default text;
}
declare module '*.sh' {
  const text: string;
  export default text;
}
