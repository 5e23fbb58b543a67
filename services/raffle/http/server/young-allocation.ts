import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 allocate every new object in the young generation. By default V8 allocates an object literal in
 * the old generation once enough of its objects have survived. Node's lists of listeners of a request and a
 * response are such literals: when many requests wait at once, theirs survive, and from then on each list
 * keeps its answered request through every scavenge until the next full collection.
 *
 * Objects that are read at a start do live long, so this is for the time after it.
 */
export function allocateInYoungGeneration(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
