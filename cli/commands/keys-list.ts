import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';

const columns = ['keyid', 'role', 'name'];

/** Lists the keys the service lets in. */
export async function listKeys(context: Context): Promise<ExitCode> {
  const { output, surroundings } = context;
  const { signal } = surroundings;
  const client = await context.operatorClient();
  const answer = await client.call('listKeys', { signal });
  if (output.isJson) output.json(answer);
  else output.rows(answer.keys, columns);
  return exitCodes.done;
}
