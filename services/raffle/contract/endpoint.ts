import * as z from 'zod/mini';

/** Who may call: any client, a signed-in participant, or an operator, whose key signs the request. */
type Caller = 'anyone' | 'participant' | 'operator';

/** An address of the service. It answers JSON (`response`), text (`mediaType`) or a redirect. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express style: `:name` marks a parameter. */
  readonly path: string;
  readonly caller: Caller;
  /** HTTP status of success. */
  readonly status: number;
  readonly response?: z.ZodMiniType;
  readonly mediaType?: string;
}

/** The answer of an endpoint that succeeds without a body. */
export const noContent = z.undefined();

/** An endpoint for operators, whose key signs the request. */
export function signed<
  const Method extends Endpoint['method'],
  const Path extends string,
  const Status extends number,
  Response extends z.ZodMiniType,
>(method: Method, path: Path, status: Status, response: Response) {
  return { method, path, caller: 'operator', status, response } as const;
}
