import type { Guard } from '../guards/guard.ts';

export interface Graph {
  readonly guard: Guard | undefined;
  /** What `import test from 'ava'` gives. */
  readonly test: unknown;
}

/** Imports a test file into a graph of its own. */
export function importTest(file: string, graph: Graph): Promise<void>;
