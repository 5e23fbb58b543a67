import type { Request, RequestHandler, Response } from 'express';
import type { AdminRole } from '#contract/admin-keys.ts';
import { pictureLimits } from '#contract/pictures.ts';
import { limits } from '../../config/limits.ts';
import type { AdminRequests, Operator, SignedUpload } from '../../identity/admin-request.ts';
import type { RawRequest } from '../../identity/raw-request.ts';
import { parseJson, readBody, requireJson } from '../requests/read-body.ts';
import { idempotencyKeyForm } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';

/** Handles a request with a verified operator signature. */
export type OperatorHandler = (
  operator: Operator,
  request: Request,
  response: Response,
) => Promise<void>;

/** Handles an upload with a verified operator signature. */
export type UploadHandler = (
  upload: SignedUpload,
  request: Request,
  response: Response,
) => Promise<void>;

/** Authorises operators by request signature and role. */
export class Operators {
  readonly #requests: AdminRequests;

  constructor(requests: AdminRequests) {
    this.#requests = requests;
  }

  /** For `admin` and `auditor`. The replies contain mail addresses, so they must not be cached. */
  reads(handle: OperatorHandler): RequestHandler {
    return async (request, response) => {
      const operator = await this.#requests.verifyRead(
        toRawRequest(request, limits.adminBodyBytesMax),
      );
      requireRole(operator, ['admin', 'auditor']);
      response.set('cache-control', 'no-store');
      await handle(operator, request, response);
    };
  }

  /** For `admin`. */
  changes(handle: OperatorHandler): RequestHandler {
    return this.#mutation(['admin'], handle);
  }

  /** For `admin` and `seller`: what a stall needs. */
  sales(handle: OperatorHandler): RequestHandler {
    return this.#mutation(['admin', 'seller'], handle);
  }

  #mutation(roles: readonly AdminRole[], handle: OperatorHandler): RequestHandler {
    return async (request, response) => {
      const operator = await this.#requests.verify(toRawRequest(request, limits.adminBodyBytesMax));
      requireRole(operator, roles);
      requireKeyForm(operator);
      await handle(operator, request, response);
    };
  }

  /** A picture's upload: bytes of any kind, up to the limit of a picture. */
  uploads(handle: UploadHandler): RequestHandler {
    return async (request, response) => {
      const raw = toRawRequest(request, pictureLimits.bytesMax);
      const upload = await this.#requests.verifyUpload(raw);
      requireRole(upload, ['admin']);
      await handle(upload, request, response);
    };
  }
}

const allowances: Readonly<Record<AdminRole, string>> = {
  admin: 'may do everything',
  seller: 'may sell tickets and mark them as paid, and nothing else',
  auditor: 'may read but not change',
};

/** @throws {HttpProblem} `role-insufficient`. */
function requireRole({ key }: Pick<Operator, 'key'>, roles: readonly AdminRole[]): void {
  if (roles.includes(key.role)) return;
  throw new HttpProblem(
    'role-insufficient',
    `The key ${key.name} has the role ${key.role}, which ${allowances[key.role]}. Nothing was changed.`,
  );
}

/** The request as it arrived; its body is read on demand. */
export function toRawRequest(request: Request, bodyBytesMax: number): RawRequest {
  return {
    method: request.method,
    target: request.originalUrl,
    rawHeaders: request.rawHeaders,
    readBody: () => readBody(request, bodyBytesMax),
  };
}

/** The JSON an operator signed. */
export function readSignedBody({ operatorSignature }: Operator, request: Request): unknown {
  return parseSignedJson(request, operatorSignature.body);
}

/** @throws {HttpProblem} `unsupported-media-type`; `invalid-request` if the body is not JSON. */
export function parseSignedJson(request: Request, body: string): unknown {
  requireJson(request);
  return parseJson(body);
}

/** Names and values in turn of the header that marks the reply to a repeated request. */
export function replayHeaders({ replayed }: { readonly replayed: boolean }): readonly string[] {
  return replayed ? ['idempotency-replayed', 'true'] : [];
}

/** Marks the reply to a repeated request. No reply to an operator may be cached. */
export function markReplay(response: Response, { replayed }: { readonly replayed: boolean }) {
  response.set('cache-control', 'no-store');
  return replayed ? response.set('idempotency-replayed', 'true') : response;
}

/** @throws {HttpProblem} `invalid-request` if the request has a body. */
export function requireNoBody({ operatorSignature }: Operator): void {
  if (operatorSignature.body === '') return;
  throw new HttpProblem('invalid-request', 'This request takes no body. Nothing was changed.');
}

/** The Idempotency-Key of a signed request is optional; a given one is stored for ever. */
function requireKeyForm({ operatorSignature: { idempotencyKey } }: Operator): void {
  if (idempotencyKey === undefined || idempotencyKeyForm.test(idempotencyKey)) return;
  throw new HttpProblem(
    'invalid-request',
    'The Idempotency-Key must be 1 to 255 visible ASCII characters. Nothing was changed.',
  );
}
