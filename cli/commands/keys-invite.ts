import type { AskForInvitation } from '#contract/schemas.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { giveOrder } from '../give-order.ts';

/** Prints a link that lets one key in. */
export async function inviteKey(context: Context, wish: AskForInvitation): Promise<ExitCode> {
  const { output, surroundings } = context;
  const client = await context.operatorClient();
  const invitation = await giveOrder(
    context,
    {
      doing: `Inviting ${wish.name}`,
      ifUnknown: 'Invite again: what nobody has seen expires by itself in 15 minutes.',
    },
    () => client.call('createInvitation', { body: wish, signal: surroundings.signal }),
  );
  const { link, name, role, expiresAt } = invitation;
  if (output.isJson) output.json(invitation);
  else output.line(link);
  output.talk(`For ${name}, role ${role}. It lets one key in, once, until ${expiresAt}.`);
  output.talk('Whoever has the link can use it: send it to nobody else.');
  output.next('Compare the fingerprint with theirs', `raffle keys list${context.sameOptions}`);
  return exitCodes.done;
}
