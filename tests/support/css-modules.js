import module from 'node:module';

/** Lets Node import style sheets, as the build does: every class name stands for itself. */
const source = 'export default new Proxy({}, { get: (_, name) => String(name) });';

// Not imported by name: Node 20 has no such name, and would not start.
const { register, registerHooks } = module;

const load = (url, context, nextLoad) =>
  url.endsWith('.css') ? { format: 'module', source, shortCircuit: true } : nextLoad(url, context);

if (registerHooks !== undefined) registerHooks({ load });
else {
  // Node 20 knows hooks in a thread of their own only.
  const hooks = `const source = ${JSON.stringify(source)}; export const load = ${String(load)};`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
