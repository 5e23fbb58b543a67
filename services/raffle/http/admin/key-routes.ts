import { Router } from 'express';
import type { OpenInvitation } from '#contract/admin-keys.ts';
import { endpoints } from '#contract/endpoints.ts';
import { EnrolmentRequest, InvitationRequest } from '#contract/requests.ts';
import { limits } from '../../config/limits.ts';
import type { Enrolments } from '../../identity/enrolments.ts';
import type { Invitations } from '../../identity/enrolments.ts';
import type {
  AdminStore,
  RevocationFault,
  StoredInvitation,
  WithdrawalFault,
} from '../../stores/admin-store.ts';
import {
  toRawRequest,
  parseSignedJson,
  readSignedBody,
  requireNoBody,
  type Operators,
} from './operators.ts';
import { parse } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { viewKey } from '../raffles/views.ts';

export interface AdminKeyRoutesDependencies {
  readonly admin: AdminStore;
  readonly operators: Operators;
  readonly invitations: Invitations;
  readonly enrolments: Enrolments;
}

/** Routes for operator keys: inviting, enrolling, listing and revoking. */
export function adminKeyRoutes(dependencies: AdminKeyRoutesDependencies): Router {
  const { admin, operators, invitations, enrolments } = dependencies;
  const router = Router();

  router.get(
    endpoints.listKeys.path,
    operators.reads(async (_operator, _request, response) => {
      const keys = (await admin.listKeys()).map(viewKey);
      const sorted = keys.toSorted((a, b) => Number(a.isRevoked) - Number(b.isRevoked));
      const invitations = await admin.listInvitations(new Date().toISOString());
      response.json({ keys: sorted, invitations: invitations.map(viewInvitation) });
    }),
  );

  router.post(
    endpoints.createInvitation.path,
    operators.changes(async (operator, request, response) => {
      const invitee = parse(InvitationRequest, readSignedBody(operator, request));
      const { key, operatorSignature } = operator;
      const invitation = await invitations.invite(invitee, { by: key.keyid, operatorSignature });
      response.status(endpoints.createInvitation.status).set('cache-control', 'no-store');
      response.json(invitation);
    }),
  );

  router.delete(
    endpoints.withdrawInvitation.path,
    operators.changes(async (operator, request, response) => {
      requireNoBody(operator);
      const digest = String(request.params['digest']);
      const fault = await admin.withdrawInvitation(digest, operator.operatorSignature);
      if (fault !== undefined) throw new HttpProblem(fault, details[fault]);
      response.status(endpoints.withdrawInvitation.status).set('cache-control', 'no-store').end();
    }),
  );

  router.post(endpoints.enrolKey.path, async (request, response) => {
    const key = await enrolments.enrol(
      toRawRequest(request, limits.enrolmentBodyBytesMax),
      (body) => parse(EnrolmentRequest, parseSignedJson(request, body.toString())),
    );
    response.status(endpoints.enrolKey.status).set('cache-control', 'no-store').json(viewKey(key));
  });

  router.post(
    endpoints.revokeKey.path,
    operators.changes(async (operator, request, response) => {
      requireNoBody(operator);
      const keyid = String(request.params['keyid']);
      const fault = await admin.revokeKey(keyid, operator.operatorSignature);
      if (fault !== undefined) throw new HttpProblem(fault, details[fault]);
      const key = (await admin.listKeys()).find((each) => each.keyid === keyid)!;
      response.set('cache-control', 'no-store').json(viewKey(key));
    }),
  );

  return router;
}

function viewInvitation({ digest, name, role, expiresAt, invitedBy }: StoredInvitation) {
  return { digest, name, role, expiresAt, invitedBy } satisfies OpenInvitation;
}

const details: Readonly<Record<RevocationFault | WithdrawalFault, string>> = {
  'invitation-unknown': 'No invitation has this digest. Nothing was changed.',
  'invitation-used':
    'The invitation was used already, so it cannot be withdrawn. Nothing was changed. Revoke the key that it enrolled.',
  'key-not-found': 'No key with this keyid was ever enrolled here. Nothing was changed.',
  'key-unknown': 'The key that signed is not enrolled here any more. Nothing was changed.',
  'last-admin-key':
    'It is the only key left with the admin role; without it no other key could be enrolled. Nothing was changed. Enrol another admin first.',
};
