import * as z from 'zod/mini';

import { CodedError } from '#errors';

/** The bearer token that the sign-in window passes to this site. */
export const EmbedToken = z.object({
  token: z.string(),
  /** ISO 8601. */
  expiresAt: z.string(),
});
export type EmbedToken = z.infer<typeof EmbedToken>;

const SignInMessage = z.object({ type: z.literal('raffle-sign-in'), ...EmbedToken.shape });

/** The language and raffle of the sign-in window and of the code mail. */
export interface SignInContext {
  /** BCP 47 tag. */
  readonly locale: string;
  /** The raffle's id. */
  readonly raffle: string;
}

/** The browser blocked the sign-in window. */
export class PopupBlocked extends CodedError<'popup-blocked'> {
  override name = 'PopupBlocked';

  constructor(message: string) {
    super('popup-blocked', message);
  }
}

const windowClosedCheckMs = 500;

/**
 * Signs in on the service's own page, in a window, and returns its token. Call it in an event
 * handler of a press, or the browser blocks the window.
 *
 * @returns undefined when the window was closed without signing in.
 * @throws {PopupBlocked}
 * @see docs/embedding.md
 */
export async function openSignInPopup(
  serviceUrl: string,
  { locale, raffle }: SignInContext,
): Promise<EmbedToken | undefined> {
  const { origin } = new URL(serviceUrl, location.href);
  const query = new URLSearchParams({ origin: location.origin, locale, raffle });
  const address = `${origin}/sign-in/popup?${query.toString()}`;
  const popup = window.open(address, 'raffle-sign-in', 'popup,width=440,height=640');
  if (popup === null) throw new PopupBlocked('The sign-in window was blocked.');
  return new Promise((resolve) => {
    const finish = (token: EmbedToken | undefined) => {
      window.removeEventListener('message', listen);
      clearInterval(closedCheck);
      resolve(token);
    };
    const listen = (event: MessageEvent<unknown>) => {
      // Any page may send messages: accept only those of this window at this origin.
      if (event.origin !== origin || event.source !== popup) return;
      const token = readMessage(event.data);
      if (token !== undefined) finish(token);
    };
    window.addEventListener('message', listen);
    // The window closes right after its message. Wait one more interval for that message.
    let wasClosed = false;
    const closedCheck = setInterval(() => {
      if (wasClosed) finish(undefined);
      wasClosed = popup.closed;
    }, windowClosedCheckMs);
  });
}

/** @returns The token in a message of the sign-in window; undefined for any other message. */
function readMessage(data: unknown): EmbedToken | undefined {
  const message = SignInMessage.safeParse(data).data;
  return message && { token: message.token, expiresAt: message.expiresAt };
}
