import { EmbedToken, SignedIn } from './accounts.ts';
import { AdminKey, AdminKeys, AuditBundle, Invitation } from './admin-keys.ts';
import { DrawRecord } from './draws.ts';
import { noContent, signed, type Endpoint } from './endpoint.ts';
import { UploadedPicture } from './pictures.ts';
import { Consistency, Inclusion, RaffleList, RaffleView } from './raffles.ts';
import { AlarmList, Summary } from './summary.ts';
import { Witnessing } from './witnessing.ts';
import {
  ClaimedTickets,
  DeskSale,
  MyTickets,
  Purchase,
  Rehearsed,
  SoldTickets,
} from './tickets.ts';

export { noContent };
export type { Endpoint };

/** The operators' part of the endpoint table. Every request is signed. */
export const adminEndpoints = {
  createRaffle: signed('POST', '/api/admin/raffles', 201, RaffleView),
  amendRaffle: signed('PATCH', '/api/admin/raffles/:id', 200, RaffleView),
  cancelRaffle: signed('POST', '/api/admin/raffles/:id/cancel', 200, RaffleView),
  closeRaffle: signed('POST', '/api/admin/raffles/:id/close', 200, RaffleView),
  drawWinner: signed('POST', '/api/admin/raffles/:id/draw', 200, DrawRecord),
  claimPrize: signed('POST', '/api/admin/raffles/:id/prizes/:prize/claim', 200, DrawRecord),
  forfeitPrize: signed('POST', '/api/admin/raffles/:id/prizes/:prize/forfeit', 200, DrawRecord),
  sellTickets: signed('POST', '/api/admin/raffles/:id/sales', 201, DeskSale),
  voidTickets: signed('POST', '/api/admin/raffles/:id/voids', 200, RaffleView),
  markPayments: signed('PUT', '/api/admin/raffles/:id/payments', 204, noContent),
  showSummary: signed('GET', '/api/admin/raffles/:id/summary', 200, Summary),
  listAlarms: signed('GET', '/api/admin/alarms', 200, AlarmList),
  resumeWitness: signed('POST', '/api/admin/raffles/:id/witnesses/resume', 204, noContent),
  rehearseRaffle: signed('POST', '/api/admin/raffles/:id/rehearse', 200, Rehearsed),
  deleteRaffle: signed('DELETE', '/api/admin/raffles/:id', 204, noContent),
  listSoldTickets: signed('GET', '/api/admin/raffles/:id/tickets', 200, SoldTickets),
  fetchAudit: signed('GET', '/api/admin/raffles/:id/audit', 200, AuditBundle),
  uploadPicture: signed('POST', '/api/admin/pictures', 201, UploadedPicture),
  listKeys: signed('GET', '/api/admin/keys', 200, AdminKeys),
  createInvitation: signed('POST', '/api/admin/invites', 201, Invitation),
  withdrawInvitation: signed('DELETE', '/api/admin/invites/:digest', 204, noContent),
  enrolKey: signed('POST', '/api/admin/enrolments', 201, AdminKey),
  revokeKey: signed('POST', '/api/admin/keys/:keyid/revoke', 200, AdminKey),
} as const satisfies Record<string, Endpoint>;

export type AdminEndpointName = keyof typeof adminEndpoints;

/**
 * All endpoints. Routes, client, OpenAPI and documentation are made from this table. Request bodies
 * are in `requests.ts`, descriptions and problems in `endpoint-docs.ts`: a browser needs neither.
 */
export const endpoints = {
  listRaffles: {
    method: 'GET',
    path: '/api/raffles',
    caller: 'anyone',
    status: 200,
    response: RaffleList,
  },
  showRaffle: {
    method: 'GET',
    path: '/api/raffles/:id',
    caller: 'anyone',
    status: 200,
    response: RaffleView,
  },
  streamRaffle: {
    method: 'GET',
    path: '/api/raffles/:id/stream',
    caller: 'anyone',
    status: 200,
    mediaType: 'text/event-stream',
  },
  showLog: {
    method: 'GET',
    path: '/api/raffles/:id/log',
    caller: 'anyone',
    status: 200,
    // Generated clients parse a type that begins with application/json as one JSON text.
    mediaType: 'application/x-ndjson',
  },
  showCheckpoint: {
    method: 'GET',
    path: '/api/raffles/:id/checkpoint',
    caller: 'anyone',
    status: 200,
    mediaType: 'text/plain',
  },
  showWitnesses: {
    method: 'GET',
    path: '/api/raffles/:id/witnesses',
    caller: 'anyone',
    status: 200,
    response: Witnessing,
  },
  showConsistency: {
    method: 'GET',
    path: '/api/raffles/:id/consistency',
    caller: 'anyone',
    status: 200,
    response: Consistency,
  },
  showInclusion: {
    method: 'GET',
    path: '/api/raffles/:id/inclusion',
    caller: 'anyone',
    status: 200,
    response: Inclusion,
  },
  showReceipt: {
    method: 'GET',
    path: '/api/raffles/:id/tickets/:number/receipt',
    caller: 'participant',
    status: 200,
    mediaType: 'text/plain',
  },
  showDraw: {
    method: 'GET',
    path: '/api/raffles/:id/draw',
    caller: 'anyone',
    status: 200,
    response: DrawRecord,
  },
  showPicture: {
    method: 'GET',
    path: '/api/pictures/:hash',
    caller: 'anyone',
    status: 200,
    mediaType: 'image/*',
  },
  requestCode: {
    method: 'POST',
    path: '/api/sign-in/codes',
    caller: 'anyone',
    status: 202,
    response: noContent,
  },
  signIn: {
    method: 'POST',
    path: '/api/sign-in/sessions',
    caller: 'anyone',
    status: 201,
    response: SignedIn,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/sign-in/sessions/current',
    caller: 'participant',
    status: 204,
    response: noContent,
  },
  issueEmbedToken: {
    method: 'POST',
    path: '/api/sign-in/embed-tokens',
    caller: 'participant',
    status: 201,
    response: EmbedToken,
  },
  signInWithOrganisation: {
    method: 'GET',
    path: '/api/sign-in/oidc',
    caller: 'anyone',
    status: 302,
  },
  whoAmI: {
    method: 'GET',
    path: '/api/me',
    caller: 'participant',
    status: 200,
    response: SignedIn,
  },
  changeDetails: {
    method: 'PUT',
    path: '/api/me',
    caller: 'participant',
    status: 200,
    response: SignedIn,
  },
  listMyTickets: {
    method: 'GET',
    path: '/api/raffles/:id/tickets/mine',
    caller: 'participant',
    status: 200,
    response: MyTickets,
  },
  buyTickets: {
    method: 'POST',
    path: '/api/raffles/:id/tickets',
    caller: 'participant',
    status: 201,
    response: Purchase,
  },
  showClaimedTickets: {
    method: 'GET',
    path: '/api/raffles/:id/claims/:token',
    caller: 'anyone',
    status: 200,
    response: ClaimedTickets,
  },
  ...adminEndpoints,
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

/** Whether a text is the name of an endpoint. */
export function isEndpointName(name: string): name is EndpointName {
  return Object.hasOwn(endpoints, name);
}
