import type { EndpointName } from './endpoints.ts';

/** What people read about an endpoint. */
export interface EndpointText {
  readonly summary: string;
  /** Query parameters and what they mean; all of them may be left out. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Every endpoint in a sentence, for OpenAPI and docs. */
export const endpointTexts: Readonly<Record<EndpointName, EndpointText>> = {
  listRaffles: {
    summary: 'Every raffle, oldest first.',
  },
  showRaffle: {
    summary: 'One raffle as it is on disk now. Strong ETag; If-None-Match answers 304.',
  },
  streamRaffle: {
    summary: 'Server-sent events named raffle: the whole view, now and at every change.',
  },
  showLog: {
    summary:
      'The public entries in log order, one a line. A line without its line end is the leaf’s data, byte for byte.',
    query: {
      from: 'The first entry wanted, from 0; 0 unless given.',
      to: 'The first entry not wanted; all there are unless given.',
    },
  },
  showCheckpoint: {
    summary:
      'The log’s size and root, signed by the key in its first entry (C2SP tlog-checkpoint).',
  },
  showConsistency: {
    summary:
      'The proof that the log of `to` entries is the log of `from` entries, grown (RFC 9162).',
    query: {
      from: 'Size of the earlier log; 0 unless given.',
      to: 'Size of the later log; the newest unless given.',
    },
  },
  showReceipt: {
    summary:
      'The receipt of one’s own ticket (C2SP tlog-proof), the same bytes as in the purchase reply.',
  },
  showDraw: {
    summary: 'The draw, once there is one.',
  },
  askForCode: {
    summary:
      'Mail an eight-digit sign-in code. The answer never tells whether the address is known.',
  },
  signIn: {
    summary: 'Trade the code for a session cookie, in the browser that asked for it.',
  },
  signOut: {
    summary: 'End every session of this account, here and everywhere.',
  },
  issueEmbedToken: {
    summary:
      'A bearer token for one site that embeds the participant app. Good from its pages alone, for 15 minutes.',
  },
  signInWithOrganisation: {
    summary: 'Go to the organisation’s sign-in page (OpenID Connect) and come back signed in.',
  },
  whoAmI: {
    summary: 'The signed-in account.',
  },
  listMyTickets: {
    summary: 'This account’s tickets, and how many more this person may buy.',
  },
  buyTickets: {
    summary: 'Buy tickets, all or nothing. Needs an Idempotency-Key header.',
  },
  createRaffle: {
    summary: 'Open a raffle.',
  },
  closeRaffle: {
    summary: 'End sales.',
  },
  drawWinner: {
    summary:
      'Draw the one winner. An open raffle is closed in the same step. A sealed one waits for its beacon, which may be sent along; otherwise there is no body.',
  },
  rehearseRaffle: {
    summary:
      'Have made-up participants buy tickets of a rehearsal, by the same rules as everybody: so many more, or what is left.',
  },
  deleteRaffle: {
    summary: 'Delete a rehearsal: its log goes, and its id is never used again.',
  },
  listSoldTickets: {
    summary: 'Every ticket sold, with the address that bought it.',
  },
  fetchAudit: {
    summary: 'The audit bundle: every entry, every order’s signature, every key.',
  },
  listKeys: {
    summary: 'The operator keys, those that may order first, and when each was last used.',
  },
  createInvitation: {
    summary:
      'Invite a key. The invitation lets one key in, once, within 15 minutes, with this name and role.',
  },
  enrolKey: {
    summary:
      'Enrol the key that an invitation was made for. Signed by that very key. Asked again by the same key, the answer is the same.',
  },
  revokeKey: {
    summary:
      'Revoke a key, for good: its next request is refused, and so are the invitations it made. Asked again, the answer is the same.',
  },
};
