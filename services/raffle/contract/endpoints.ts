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
const order = [...signature, 'role-insufficient', 'invalid-request'] as const;
/**
 * An order whose Idempotency-Key, if it brings one, is looked up. Deleting and revoking come to the
 * same twice, and an invitation that nobody has seen expires.
 */
const orderOnce = [...order, 'idempotency-key-reused'] as const;

/**
 * What crosses the wire, in one table: routes, client, OpenAPI and docs are made from it. What is
 * said of each for people to read is in `endpoint-texts.ts`, so that no browser loads it.
 */
export const endpoints = {
  listRaffles: {
    method: 'GET',
    path: '/api/raffles',
    caller: 'anyone',
    status: 200,
    response: schemas.RaffleList,
    problems: [],
  },
  showRaffle: {
    method: 'GET',
    path: '/api/raffles/:id',
    caller: 'anyone',
    status: 200,
    response: schemas.RaffleView,
    problems: ['raffle-not-found'],
  },
  streamRaffle: {
    method: 'GET',
    path: '/api/raffles/:id/stream',
    caller: 'anyone',
    status: 200,
    mediaType: 'text/event-stream',
    problems: ['raffle-not-found', 'rate-limited'],
  },
  showLog: {
    method: 'GET',
    path: '/api/raffles/:id/log',
    caller: 'anyone',
    status: 200,
    mediaType: 'application/jsonl',
    problems: ['raffle-not-found', 'invalid-request', 'rate-limited'],
  },
  showCheckpoint: {
    method: 'GET',
    path: '/api/raffles/:id/checkpoint',
    caller: 'anyone',
    status: 200,
    mediaType: 'text/plain',
    problems: ['raffle-not-found'],
  },
  showConsistency: {
    method: 'GET',
    path: '/api/raffles/:id/consistency',
    caller: 'anyone',
    status: 200,
    response: schemas.Consistency,
    problems: ['raffle-not-found', 'invalid-request'],
  },
  showReceipt: {
    method: 'GET',
    path: '/api/raffles/:id/tickets/:number/receipt',
    caller: 'participant',
    status: 200,
    mediaType: 'text/plain',
    problems: ['sign-in-required', 'raffle-not-found', 'not-found'],
  },
  showDraw: {
    method: 'GET',
    path: '/api/raffles/:id/draw',
    caller: 'anyone',
    status: 200,
    response: schemas.DrawRecord,
    problems: ['raffle-not-found', 'not-drawn'],
  },
  askForCode: {
    method: 'POST',
    path: '/api/sign-in/codes',
    caller: 'anyone',
    request: schemas.AskForCode,
    status: 202,
    problems: ['invalid-request', 'cross-site-request', 'rate-limited'],
  },
  signIn: {
    method: 'POST',
    path: '/api/sign-in/sessions',
    caller: 'anyone',
    request: schemas.EnterCode,
    status: 201,
    response: schemas.SignedIn,
    problems: ['code-wrong', 'invalid-request', 'cross-site-request'],
  },
  signOut: {
    method: 'DELETE',
    path: '/api/sign-in/sessions/current',
    caller: 'participant',
    status: 204,
    problems: ['sign-in-required', 'cross-site-request'],
  },
  issueEmbedToken: {
    method: 'POST',
    path: '/api/sign-in/embed-tokens',
    caller: 'participant',
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
    status: 302,
    problems: ['not-found', 'sign-in-refused', 'rate-limited'],
  },
  whoAmI: {
    method: 'GET',
    path: '/api/me',
    caller: 'participant',
    status: 200,
    response: schemas.SignedIn,
    problems: ['sign-in-required'],
  },
  listMyTickets: {
    method: 'GET',
    path: '/api/raffles/:id/tickets/mine',
    caller: 'participant',
    status: 200,
    response: schemas.MyTickets,
    problems: ['sign-in-required', 'raffle-not-found'],
  },
  buyTickets: {
    method: 'POST',
    path: '/api/raffles/:id/tickets',
    caller: 'participant',
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
    request: schemas.CreateRaffle,
    status: 201,
    response: schemas.RaffleView,
    problems: [...orderOnce, 'raffle-exists'],
  },
  closeRaffle: {
    method: 'POST',
    path: '/api/admin/raffles/:id/close',
    caller: 'operator',
    status: 200,
    response: schemas.RaffleView,
    problems: [...orderOnce, 'raffle-not-found', 'raffle-closed', 'already-drawn'],
  },
  drawWinner: {
    method: 'POST',
    path: '/api/admin/raffles/:id/draw',
    caller: 'operator',
    request: schemas.DrawWish,
    status: 200,
    response: schemas.DrawRecord,
    problems: [
      ...orderOnce,
      'raffle-not-found',
      'no-tickets-sold',
      'already-drawn',
      'beacon-pending',
    ],
  },
  rehearseRaffle: {
    method: 'POST',
    path: '/api/admin/raffles/:id/rehearse',
    caller: 'operator',
    request: schemas.Rehearse,
    status: 200,
    response: schemas.Rehearsed,
    problems: [
      ...orderOnce,
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
    status: 204,
    problems: [...order, 'raffle-not-found', 'not-a-rehearsal', 'outcome-unknown'],
  },
  listSoldTickets: {
    method: 'GET',
    path: '/api/admin/raffles/:id/tickets',
    caller: 'operator',
    status: 200,
    response: schemas.SoldTickets,
    problems: [...signature, 'raffle-not-found'],
  },
  fetchAudit: {
    method: 'GET',
    path: '/api/admin/raffles/:id/audit',
    caller: 'operator',
    status: 200,
    response: schemas.AuditBundle,
    problems: [...signature, 'raffle-not-found'],
  },
  listKeys: {
    method: 'GET',
    path: '/api/admin/keys',
    caller: 'operator',
    status: 200,
    response: schemas.AdminKeys,
    problems: [...signature],
  },
  createInvitation: {
    method: 'POST',
    path: '/api/admin/invites',
    caller: 'operator',
    request: schemas.AskForInvitation,
    status: 201,
    response: schemas.Invitation,
    problems: [...order],
  },
  enrolKey: {
    method: 'POST',
    path: '/api/admin/enrolments',
    caller: 'operator',
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
    status: 200,
    response: schemas.AdminKey,
    problems: [...order, 'key-not-found', 'last-admin-key'],
  },
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
