import type * as z from 'zod/mini';
import type { ProblemCode } from './problems.ts';
import * as schemas from './schemas.ts';

/** Who may call: anybody, a signed-in participant, or an operator whose key signs the request. */
export type Caller = 'anyone' | 'participant' | 'operator';

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Express style: `:name` marks a parameter. */
  readonly path: string;
  readonly caller: Caller;
  readonly summary: string;
  /** Query parameters and what they mean; all of them may be left out. */
  readonly query?: Readonly<Record<string, string>>;
  readonly request?: z.ZodMiniType;
  readonly status: number;
  readonly response?: z.ZodMiniType;
  readonly mediaType?: string;
  readonly problems: readonly ProblemCode[];
}

const signature = [
  'signature-missing',
  'signature-invalid',
  'signature-stale',
  'signature-replayed',
  'key-unknown',
  'no-admin-key',
] as const;
const order = [
  ...signature,
  'role-insufficient',
  'invalid-request',
  'idempotency-key-reused',
] as const;

/** What crosses the wire, in one table: routes, client, OpenAPI and docs are made from it. */
export const endpoints = {
  listRaffles: {
    method: 'GET',
    path: '/api/raffles',
    caller: 'anyone',
    summary: 'Every raffle, oldest first.',
    status: 200,
    response: schemas.RaffleList,
    problems: [],
  },
  showRaffle: {
    method: 'GET',
    path: '/api/raffles/:id',
    caller: 'anyone',
    summary: 'One raffle as it is on disk now. Strong ETag; If-None-Match answers 304.',
    status: 200,
    response: schemas.RaffleView,
    problems: ['raffle-not-found'],
  },
  streamRaffle: {
    method: 'GET',
    path: '/api/raffles/:id/stream',
    caller: 'anyone',
    summary: 'Server-sent events named raffle: the whole view, now and at every change.',
    status: 200,
    mediaType: 'text/event-stream',
    problems: ['raffle-not-found', 'rate-limited'],
  },
  showLog: {
    method: 'GET',
    path: '/api/raffles/:id/log',
    caller: 'anyone',
    summary:
      'The public entries in log order, one a line. A line without its line end is the leaf’s data, byte for byte.',
    query: {
      from: 'The first entry wanted, from 0; 0 unless given.',
      to: 'The first entry not wanted; all there are unless given.',
    },
    status: 200,
    mediaType: 'application/jsonl',
    problems: ['raffle-not-found', 'invalid-request'],
  },
  showCheckpoint: {
    method: 'GET',
    path: '/api/raffles/:id/checkpoint',
    caller: 'anyone',
    summary:
      'The log’s size and root, signed by the key in its first entry (C2SP tlog-checkpoint).',
    status: 200,
    mediaType: 'text/plain',
    problems: ['raffle-not-found'],
  },
  showConsistency: {
    method: 'GET',
    path: '/api/raffles/:id/consistency',
    caller: 'anyone',
    summary:
      'The proof that the log of `to` entries is the log of `from` entries, grown (RFC 9162).',
    query: {
      from: 'Size of the earlier log; 0 unless given.',
      to: 'Size of the later log; the newest unless given.',
    },
    status: 200,
    response: schemas.Consistency,
    problems: ['raffle-not-found', 'invalid-request'],
  },
  showReceipt: {
    method: 'GET',
    path: '/api/raffles/:id/tickets/:number/receipt',
    caller: 'participant',
    summary:
      'The receipt of one’s own ticket (C2SP tlog-proof), the same bytes as in the purchase reply.',
    status: 200,
    mediaType: 'text/plain',
    problems: ['sign-in-required', 'raffle-not-found', 'not-found'],
  },
  showDraw: {
    method: 'GET',
    path: '/api/raffles/:id/draw',
    caller: 'anyone',
    summary: 'The draw, once there is one.',
    status: 200,
    response: schemas.DrawRecord,
    problems: ['raffle-not-found', 'not-drawn'],
  },
  askForCode: {
    method: 'POST',
    path: '/api/sign-in/codes',
    caller: 'anyone',
    summary:
      'Mail an eight-digit sign-in code. The answer never tells whether the address is known.',
    request: schemas.AskForCode,
    status: 202,
    problems: ['invalid-request', 'cross-site-request', 'rate-limited'],
  },
  signIn: {
    method: 'POST',
    path: '/api/sign-in/sessions',
    caller: 'anyone',
    summary: 'Trade the code for a session cookie, in the browser that asked for it.',
    request: schemas.EnterCode,
    status: 201,
    response: schemas.SignedIn,
    problems: ['code-wrong', 'invalid-request', 'cross-site-request'],
  },
  signOut: {
    method: 'DELETE',
    path: '/api/sign-in/sessions/current',
    caller: 'participant',
    summary: 'End every session of this account, here and everywhere.',
    status: 204,
    problems: ['sign-in-required', 'cross-site-request'],
  },
  issueEmbedToken: {
    method: 'POST',
    path: '/api/sign-in/embed-tokens',
    caller: 'participant',
    summary:
      'A bearer token for one site that embeds the participant app. Good from its pages alone, for 15 minutes.',
    request: schemas.AskForEmbedToken,
    status: 201,
    response: schemas.EmbedToken,
    problems: [
      'sign-in-required',
      'cross-site-request',
      'invalid-request',
      'embedding-not-allowed',
    ],
  },
  signInWithOrganisation: {
    method: 'GET',
    path: '/api/sign-in/oidc',
    caller: 'anyone',
    summary: 'Go to the organisation’s sign-in page (OpenID Connect) and come back signed in.',
    status: 302,
    problems: ['not-found', 'sign-in-refused'],
  },
  whoAmI: {
    method: 'GET',
    path: '/api/me',
    caller: 'participant',
    summary: 'The signed-in account.',
    status: 200,
    response: schemas.SignedIn,
    problems: ['sign-in-required'],
  },
  listMyTickets: {
    method: 'GET',
    path: '/api/raffles/:id/tickets/mine',
    caller: 'participant',
    summary: 'This account’s tickets, and how many more this person may buy.',
    status: 200,
    response: schemas.MyTickets,
    problems: ['sign-in-required', 'raffle-not-found'],
  },
  buyTickets: {
    method: 'POST',
    path: '/api/raffles/:id/tickets',
    caller: 'participant',
    summary: 'Buy tickets, all or nothing. Needs an Idempotency-Key header.',
    request: schemas.BuyTickets,
    status: 201,
    response: schemas.Purchase,
    problems: [
      'sign-in-required',
      'cross-site-request',
      'invalid-request',
      'idempotency-key-missing',
      'idempotency-key-reused',
      'raffle-not-found',
      'raffle-closed',
      'sold-out',
      'limit-reached',
      'overloaded',
      'outcome-unknown',
    ],
  },
  createRaffle: {
    method: 'POST',
    path: '/api/admin/raffles',
    caller: 'operator',
    summary: 'Open a raffle.',
    request: schemas.CreateRaffle,
    status: 201,
    response: schemas.RaffleView,
    problems: [...order, 'raffle-exists'],
  },
  closeRaffle: {
    method: 'POST',
    path: '/api/admin/raffles/:id/close',
    caller: 'operator',
    summary: 'End sales.',
    status: 200,
    response: schemas.RaffleView,
    problems: [...order, 'raffle-not-found', 'raffle-closed', 'already-drawn'],
  },
  drawWinner: {
    method: 'POST',
    path: '/api/admin/raffles/:id/draw',
    caller: 'operator',
    summary:
      'Draw the one winner. An open raffle is closed in the same step. A sealed one waits for its beacon, which may be sent along; otherwise there is no body.',
    request: schemas.DrawWish,
    status: 200,
    response: schemas.DrawRecord,
    problems: [...order, 'raffle-not-found', 'no-tickets-sold', 'already-drawn', 'beacon-pending'],
  },
  rehearseRaffle: {
    method: 'POST',
    path: '/api/admin/raffles/:id/rehearse',
    caller: 'operator',
    summary:
      'Have made-up participants buy tickets of a rehearsal, by the same rules as everybody: so many more, or what is left.',
    request: schemas.Rehearse,
    status: 200,
    response: schemas.Rehearsed,
    problems: [
      ...order,
      'raffle-not-found',
      'not-a-rehearsal',
      'raffle-closed',
      'sold-out',
      'overloaded',
      'outcome-unknown',
    ],
  },
  deleteRaffle: {
    method: 'DELETE',
    path: '/api/admin/raffles/:id',
    caller: 'operator',
    summary: 'Delete a rehearsal: its log goes, and its id is never used again.',
    status: 204,
    problems: [...order, 'raffle-not-found', 'not-a-rehearsal', 'outcome-unknown'],
  },
  listSoldTickets: {
    method: 'GET',
    path: '/api/admin/raffles/:id/tickets',
    caller: 'operator',
    summary: 'Every ticket sold, with the address that bought it.',
    status: 200,
    response: schemas.SoldTickets,
    problems: [...signature, 'raffle-not-found'],
  },
  fetchAudit: {
    method: 'GET',
    path: '/api/admin/raffles/:id/audit',
    caller: 'operator',
    summary: 'The audit bundle: every entry, every order’s signature, every key.',
    status: 200,
    response: schemas.AuditBundle,
    problems: [...signature, 'raffle-not-found'],
  },
  listKeys: {
    method: 'GET',
    path: '/api/admin/keys',
    caller: 'operator',
    summary: 'The operator keys, those that may order first, and when each was last used.',
    status: 200,
    response: schemas.AdminKeys,
    problems: [...signature],
  },
  createInvitation: {
    method: 'POST',
    path: '/api/admin/invites',
    caller: 'operator',
    summary:
      'Invite a key. The invitation lets one key in, once, within 15 minutes, with this name and role.',
    request: schemas.AskForInvitation,
    status: 201,
    response: schemas.Invitation,
    problems: [...order],
  },
  enrolKey: {
    method: 'POST',
    path: '/api/admin/enrolments',
    caller: 'operator',
    summary:
      'Enrol the key that an invitation was made for. Signed by that very key. Asked again by the same key, the answer is the same.',
    request: schemas.EnrolKey,
    status: 201,
    response: schemas.AdminKey,
    problems: [
      'signature-missing',
      'signature-invalid',
      'signature-stale',
      'signature-replayed',
      'invalid-request',
      'invitation-unknown',
      'invitation-expired',
      'invitation-used',
      'key-enrolled',
      'key-revoked',
    ],
  },
  revokeKey: {
    method: 'POST',
    path: '/api/admin/keys/:keyid/revoke',
    caller: 'operator',
    summary:
      'Revoke a key, for good: its next request is refused, and so are the invitations it made. Asked again, the answer is the same.',
    status: 200,
    response: schemas.AdminKey,
    problems: [...order, 'key-not-found', 'last-admin-key'],
  },
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
