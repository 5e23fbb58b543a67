/** What the sign-in window hands over: a bearer for this site alone, and when it ends. */
export interface EmbedToken {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** The browser did not let the window open. */
export class PopupBlocked extends Error {
  override name = 'PopupBlocked';
}

const windowClosedCheckMs = 500;

/**
 * Signs in on the service's own page, in a window of its own, and takes over its token. Call it in
 * a press, or the browser blocks the window.
 *
 * @returns undefined when the window was closed without signing in.
 * @throws {PopupBlocked}
 * @see docs/embedding.md
 */
export async function openSignInPopup(serviceUrl: string): Promise<EmbedToken | undefined> {
  const { origin } = new URL(serviceUrl, location.href);
  const address = `${origin}/sign-in/popup?origin=${encodeURIComponent(location.origin)}`;
  const popup = window.open(address, 'raffle-sign-in', 'popup,width=440,height=640');
  if (popup === null) throw new PopupBlocked('The sign-in window was blocked.');
  return new Promise((resolve) => {
    const finish = (token: EmbedToken | undefined) => {
      window.removeEventListener('message', listen);
      clearInterval(closedCheck);
      resolve(token);
    };
    const listen = (event: MessageEvent<unknown>) => {
      // Exactly this window, exactly this origin: anybody may post anything to a page.
      if (event.origin !== origin || event.source !== popup) return;
      const token = readToken(event.data);
      if (token !== undefined) finish(token);
    };
    window.addEventListener('message', listen);
    // The window closes right after its message: one more round, so that the message comes first.
    let wasClosed = false;
    const closedCheck = setInterval(() => {
      if (wasClosed) finish(undefined);
      wasClosed = popup.closed;
    }, windowClosedCheckMs);
  });
}

function readToken(data: unknown): EmbedToken | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, token, expiresAt } = data as Record<string, unknown>;
  const isToken =
    type === 'raffle-sign-in' && typeof token === 'string' && typeof expiresAt === 'string';
  return isToken ? { token, expiresAt } : undefined;
}
