import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { keyFacts } from '../key-facts.ts';

const columns = ['keyid', 'status', 'role', 'lastUsedAt', 'name'];

/** Lists the keys that were ever let in: those that may order first, then the revoked ones. */
export async function listKeys(context: Context): Promise<ExitCode> {
  const { output, surroundings } = context;
  const { signal } = surroundings;
  const client = await context.operatorClient();
  const answer = await client.call('listKeys', { signal });
  if (output.isJson) output.json(answer);
  else output.rows(answer.keys.map(keyFacts), columns);
  return exitCodes.done;
}
