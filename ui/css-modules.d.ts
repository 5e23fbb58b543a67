/** The build gives every class of a CSS Module a name of its own; the keys are those in the file. */
declare module '*.module.css' {
  const styles: Readonly<Record<string, string>>;
  export default styles;
}

declare module '*.css';
