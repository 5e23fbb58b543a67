/** What a participant can do on the dashboard. */
export interface DashboardActions {
  /** Buys; or, while an earlier purchase is unsettled, asks again about that one. */
  readonly buy: (quantity: number) => void;
  /** Asks again for the viewer's tickets. */
  readonly reload: () => void;
  readonly signOut: () => void;
  readonly showReceipt: (ticketNumber: number) => void;
  /** Drops what was kept of the log, and begins with the log of now. */
  readonly forgetLog: () => void;
  readonly signIn: SignInActions;
}

/** How somebody signs in: by code on this page, or in the service's own window. */
export interface SignInActions {
  readonly mode: 'cookie' | 'bearer';
  /** @throws {ProblemReply | ServiceUnreachable} */
  readonly askForCode: (email: string) => Promise<void>;
  /** @throws {ProblemReply | ServiceUnreachable} */
  readonly enterCode: (email: string, code: string) => Promise<void>;
  /** @throws {PopupBlocked} */
  readonly byWindow: () => Promise<void>;
}
