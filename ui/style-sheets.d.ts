/** Global style sheets. The types of CSS modules are generated: see `scripts/css-types.ts`. */
declare module '*/page.css';
