import { adminEndpointDocs } from './admin-endpoint-docs.ts';
import type { EndpointName } from './endpoints.ts';
import type { ProblemCode } from './problem-details.ts';

/** Documentation of an endpoint, for OpenAPI and the pages at `/docs`. */
export interface EndpointDocs {
  readonly summary: string;
  /** Query parameters by name; all are optional, non-negative integers. */
  readonly query?: Readonly<Record<string, string>>;
  /** Problems it can answer with, beside those of every request body. */
  readonly problems: readonly ProblemCode[];
}

/** Documentation of every endpoint. */
export const endpointDocs: Readonly<Record<EndpointName, EndpointDocs>> = {
  listRaffles: {
    summary: 'All raffles, oldest first.',
    problems: [],
  },
  showRaffle: {
    summary: 'Durable state of a raffle. Strong ETag; If-None-Match answers 304.',
    problems: ['raffle-not-found'],
  },
  streamRaffle: {
    summary: 'Server-sent events named raffle: the whole view, at once and at every change.',
    problems: ['raffle-not-found', 'rate-limited'],
  },
  showLog: {
    summary:
      'The public entries in log order, one per line. A line without its newline is the leaf data, byte for byte.',
    query: {
      from: 'Index of the first entry, from 0. Default: 0.',
      to: 'Index after the last entry. Default: the size of the log.',
    },
    problems: ['raffle-not-found', 'invalid-request', 'rate-limited'],
  },
  showCheckpoint: {
    summary:
      'Size and root of the log, signed by the key in its first entry (C2SP tlog-checkpoint), and the cosignatures of witnesses (C2SP tlog-cosignature).',
    query: {
      size: 'Number of entries. A batch of the log must end there. Default: the newest checkpoint.',
    },
    problems: ['raffle-not-found', 'invalid-request', 'not-found'],
  },
  showWitnesses: {
    summary:
      'The witnesses that the organiser chose, what each cosigned last, and when they saw the closing and the draw.',
    problems: ['raffle-not-found'],
  },
  showConsistency: {
    summary: 'Proof that the log of `to` entries extends the log of `from` entries (RFC 9162).',
    query: {
      from: 'Size of the earlier log. Default: 0.',
      to: 'Size of the later log. Default: the newest.',
    },
    problems: ['raffle-not-found', 'invalid-request'],
  },
  showInclusion: {
    summary: 'Proof that the log of `size` entries has its entry `index` (RFC 9162).',
    query: {
      index: 'Log index of the entry. Default: 0, the opening.',
      size: 'Size of the log. Default: the newest.',
    },
    problems: ['raffle-not-found', 'invalid-request'],
  },
  showReceipt: {
    summary:
      'Receipt of a ticket of the signed-in account (C2SP tlog-proof): the same bytes as in the purchase reply, or, once witnesses have cosigned a checkpoint that covers the sale, a proof against that checkpoint. It proves the sale, also of a ticket that was voided later.',
    query: {
      sale: 'Log index of the sale, where the account bought this number more than once. Default: its newest.',
    },
    problems: ['sign-in-required', 'raffle-not-found', 'not-found', 'invalid-request'],
  },
  showDraw: {
    summary:
      'The draw: the order of tickets, which never changes, and the winners as of now. Before it: not-drawn.',
    problems: ['raffle-not-found', 'not-drawn'],
  },
  showPicture: {
    summary: 'A picture by its SHA-256, 64 hexadecimal digits. It never changes.',
    problems: ['not-found'],
  },
  requestCode: {
    summary:
      'Mail an eight-digit sign-in code, in the language of `locale`. The answer does not depend on whether the address is known. Every code requested by this browser is valid until it is used or ten minutes old. `rate-limited` concerns the client’s network, `mail-unavailable` the mail server; neither depends on the address. Where an organisation signs participants in: not-found.',
    problems: [
      'not-found',
      'invalid-request',
      'cross-site-request',
      'rate-limited',
      'mail-unavailable',
    ],
  },
  signIn: {
    summary:
      'Exchange a code for a session cookie, in the browser that requested the code. Where an organisation signs participants in: not-found.',
    problems: [
      'not-found',
      'code-wrong',
      'invalid-request',
      'cross-site-request',
      'overloaded',
      'outcome-unknown',
    ],
  },
  signOut: {
    summary: 'End all sessions of this account, on all devices.',
    problems: ['sign-in-required', 'cross-site-request', 'overloaded', 'outcome-unknown'],
  },
  issueEmbedToken: {
    summary:
      'A bearer token for one site that embeds the participant app. It is valid only from pages of that site, for 15 minutes.',
    problems: [
      'sign-in-required',
      'cross-site-request',
      'invalid-request',
      'embedding-not-allowed',
    ],
  },
  signInWithOrganisation: {
    summary:
      'Redirect to the organisation’s sign-in page (OpenID Connect), which redirects back to a signed-in page.',
    problems: ['not-found', 'sign-in-refused', 'rate-limited'],
  },
  whoAmI: {
    summary: 'The signed-in account.',
    problems: ['sign-in-required'],
  },
  changeDetails: {
    summary:
      'Change name, telephone number and consent of the signed-in account: the members that are sent; null removes one. Operators see them beside its tickets; they are never in a log.',
    problems: [
      'sign-in-required',
      'cross-site-request',
      'invalid-request',
      'rate-limited',
      'overloaded',
      'outcome-unknown',
    ],
  },
  listMyTickets: {
    summary:
      'Tickets of this account, those that were voided, the prizes they hold now, and how many more this person may buy.',
    problems: ['sign-in-required', 'raffle-not-found'],
  },
  buyTickets: {
    summary:
      'Buy tickets, all or nothing. Needs an Idempotency-Key header. With `rules`, a member of the raffle’s view, the purchase is refused if the rules were amended since.',
    problems: [
      'sign-in-required',
      'cross-site-request',
      'invalid-request',
      'idempotency-key-missing',
      'idempotency-key-reused',
      'raffle-not-found',
      'not-open-yet',
      'raffle-closed',
      'raffle-cancelled',
      'rules-changed',
      'details-required',
      'sold-out',
      'limit-reached',
      'rate-limited',
      'overloaded',
      'outcome-unknown',
    ],
  },
  showClaimedTickets: {
    summary:
      'The tickets of one desk sale with their receipts, for the holder of its link: which are valid, which were voided, and what they won.',
    problems: ['raffle-not-found', 'not-found'],
  },
  ...adminEndpointDocs,
};
