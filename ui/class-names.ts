/** Joins class names; leaves out those that are undefined, false or empty. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

declare module 'react' {
  interface CSSProperties {
    /** A custom property. */
    readonly [name: `--${string}`]: string | number;
  }
}
