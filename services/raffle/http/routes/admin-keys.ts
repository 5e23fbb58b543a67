import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { AskForInvitation, EnrolKey } from '#contract/schemas.ts';
import { limits } from '../../config.ts';
import type { Enrolments } from '../../identity/enrolments.ts';
import type { Invitations } from '../../identity/invitations.ts';
import type { RevocationFault } from '../../stores/admin-rules.ts';
import type { AdminStore } from '../../stores/admin-store.ts';
import {
  arrived,
  parseSignedJson,
  readOrder,
  requireNoBody,
  type Operators,
} from '../operators.ts';
import { parse } from '../read-request.ts';
import { Refused } from '../refused.ts';
import { viewKey } from '../views.ts';

export interface AdminKeyRoutesParts {
  readonly admin: AdminStore;
  readonly operators: Operators;
  readonly invitations: Invitations;
  readonly enrolments: Enrolments;
}

/** Who may order: keys are invited, enrolled and revoked. */
export function adminKeyRoutes(parts: AdminKeyRoutesParts): Router {
  const { admin, operators, invitations, enrolments } = parts;
  const router = Router();

  router.get(
    endpoints.listKeys.path,
    operators.reads(async (_operator, _request, response) => {
      const keys = (await admin.keys()).map(viewKey);
      const sorted = keys.toSorted((a, b) => Number(a.isRevoked) - Number(b.isRevoked));
      response.json({ keys: sorted });
    }),
  );

  router.post(
    endpoints.createInvitation.path,
    operators.changes(async (operator, request, response) => {
      const wish = parse(AskForInvitation, readOrder(operator, request));
      const { key, order } = operator;
      const invitation = await invitations.invite(wish, { by: key.keyid, order });
      response.status(endpoints.createInvitation.status).set('cache-control', 'no-store');
      response.json(invitation);
    }),
  );

  router.post(endpoints.enrolKey.path, async (request, response) => {
    const key = await enrolments.enrol(arrived(request, limits.enrolmentBodyBytesMax), (body) =>
      parse(EnrolKey, parseSignedJson(request, body.toString())),
    );
    response.status(endpoints.enrolKey.status).set('cache-control', 'no-store').json(viewKey(key));
  });

  router.post(
    endpoints.revokeKey.path,
    operators.changes(async (operator, request, response) => {
      requireNoBody(operator);
      const keyid = String(request.params['keyid']);
      const fault = await admin.revokeKey(keyid, operator.order);
      if (fault !== undefined) throw new Refused(fault, details[fault]);
      const key = (await admin.keys()).find((each) => each.keyid === keyid)!;
      response.set('cache-control', 'no-store').json(viewKey(key));
    }),
  );

  return router;
}

const details: Readonly<Record<RevocationFault, string>> = {
  'key-not-found': 'No key with this keyid was ever enrolled here. Nothing was changed.',
  'key-unknown': 'The key that signed is not enrolled here any more. Nothing was changed.',
  'last-admin-key':
    'It is the only key left with the admin role; without it nobody could let another in. Nothing was changed. Enrol another admin first.',
};
