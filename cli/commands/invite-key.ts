import { InvalidArgumentError } from 'commander';
import { limits } from '#contract/raffles.ts';
import type { InvitationRequest } from '#contract/requests.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { runMutation } from '../run-mutation.ts';

/** Creates an invitation and prints its link. */
export async function inviteKey(
  context: Context,
  { days, ...invitee }: Pick<InvitationRequest, 'name' | 'role'> & { readonly days?: number },
): Promise<ExitCode> {
  const body = { ...invitee, ...(days === undefined ? {} : { validForDays: days }) };
  const { output, environment } = context;
  const client = await context.operatorClient();
  const invitation = await runMutation(
    context,
    {
      doing: `Inviting ${body.name}`,
      ifUnknown: () => 'Invite again. An unused invitation expires.',
    },
    () => client.call('createInvitation', { body, signal: environment.signal }),
  );
  const { link, name, role, expiresAt } = invitation;
  if (output.isJson) output.printJson(invitation);
  else output.printLine(link);
  output.printStatus(`For ${name}, role ${role}. It enrols one key, once, until ${expiresAt}.`);
  output.printStatus('Anyone with the link can use it: send it only to this person.');
  output.printNextStep(
    'Then compare the fingerprint with theirs',
    `raffle keys list${context.sameOptions}`,
  );
  return exitCodes.done;
}

/** @throws {InvalidArgumentError} It is not a number of days that an invitation may be valid. */
export function parseDays(text: string): number {
  const { invitationDaysMax } = limits;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= invitationDaysMax) return days;
  throw new InvalidArgumentError(`Write a whole number of days, 1 to ${invitationDaysMax}.`);
}
