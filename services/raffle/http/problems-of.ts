import type { Endpoint } from '#contract/endpoints.ts';
import type { ProblemCode } from '#contract/problems.ts';

/** What an endpoint may refuse with: its own problems and, where it takes a body, those of bodies. */
export function problemsOf({ request, problems }: Endpoint): readonly ProblemCode[] {
  return request === undefined
    ? problems
    : [...problems, 'payload-too-large', 'unsupported-media-type'];
}
