import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { giveOrder } from '../give-order.ts';
import { printKey } from '../key-facts.ts';

/** Lets your own key in by an invitation that somebody gave you. */
export async function enrolKey(context: Context, invitationOrLink: string): Promise<ExitCode> {
  const { output, surroundings } = context;
  const signer = await context.signer();
  const client = context.signedClient(signer);
  const body = { invitation: invitationIn(invitationOrLink), publicKey: signer.publicKey };
  const key = await giveOrder(
    context,
    {
      doing: 'Enrolling your key',
      ifUnknown: 'Enrol it again: the same key gets the same answer.',
    },
    () => client.call('enrolKey', { body, signal: surroundings.signal }),
  );
  printKey(context, key);
  output.talk('Your key is let in. Whoever invited you sees the same fingerprint.');
  return exitCodes.done;
}

/** What follows the last slash of a link. */
function invitationIn(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
