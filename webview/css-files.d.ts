declare module '*.css' {
  /** The text of the file, where a bundle takes it as text; a page has its styles in a file of their own. */
  const text: string;
  export default text;
}
