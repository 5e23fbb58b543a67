import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { EnrolmentRequest, InvitationRequest } from '#contract/requests.ts';
import { limits } from '../../config/limits.ts';
import type { Enrolments } from '../../identity/enrolments.ts';
import type { Invitations } from '../../identity/enrolments.ts';
import type { RevocationFault } from '../../stores/admin-store.ts';
import type { AdminStore } from '../../stores/admin-store.ts';
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
      response.json({ keys: sorted });
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

const details: Readonly<Record<RevocationFault, string>> = {
  'key-not-found': 'No key with this keyid was ever enrolled here. Nothing was changed.',
  'key-unknown': 'The key that signed is not enrolled here any more. Nothing was changed.',
  'last-admin-key':
    'It is the only key left with the admin role; without it no other key could be enrolled. Nothing was changed. Enrol another admin first.',
};
