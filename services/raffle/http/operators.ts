import type { Request, RequestHandler, Response } from 'express';
import { limits } from '../config.ts';
import type { AdminRequests, Operator } from '../identity/admin-request.ts';
import type { ArrivedRequest } from '../identity/arrived-request.ts';
import { parseJson, readBody, requireJson } from './read-body.ts';
import { isIdempotencyKey } from './read-request.ts';
import { Refused } from './refused.ts';

/** Handles a request whose operator is known. */
export type OperatorHandler = (
  operator: Operator,
  request: Request,
  response: Response,
) => Promise<void>;

/** Lets operators in by their signature: reads for every role, changes for `admin`. */
export class Operators {
  readonly #requests: AdminRequests;

  constructor(requests: AdminRequests) {
    this.#requests = requests;
  }

  /** What they read has addresses in it, so no browser and no proxy may keep it. */
  reads(handle: OperatorHandler): RequestHandler {
    return async (request, response) => {
      const operator = await this.#verify(request);
      response.set('cache-control', 'no-store');
      await handle(operator, request, response);
    };
  }

  changes(handle: OperatorHandler): RequestHandler {
    return async (request, response) => {
      const operator = await this.#verify(request);
      if (operator.key.role !== 'admin') {
        throw new Refused(
          'role-insufficient',
          `The key ${operator.key.name} has the role ${operator.key.role}, which may read but not change. Nothing was changed.`,
        );
      }
      requireKeyForm(operator);
      await handle(operator, request, response);
    };
  }

  #verify(request: Request): Promise<Operator> {
    return this.#requests.verify(arrived(request, limits.adminBodyBytesMax));
  }
}

/** A request as it arrived, with a body of at most this many bytes. */
export function arrived(request: Request, bytesMax: number): ArrivedRequest {
  return {
    method: request.method,
    target: request.originalUrl,
    rawHeaders: request.rawHeaders,
    readBody: () => readBody(request, bytesMax),
  };
}

/** The JSON an operator signed. */
export function readOrder({ order }: Operator, request: Request): unknown {
  return parseSignedJson(request, order.body);
}

/** @throws {Refused} the body does not say that it is JSON, or is not. */
export function parseSignedJson(request: Request, body: string): unknown {
  requireJson(request);
  return parseJson(body);
}

/** @throws {Refused} `invalid-request` where an order that needs no body has one. */
export function requireNoBody({ order }: Operator): void {
  if (order.body === '') return;
  throw new Refused('invalid-request', 'This request takes no body. Nothing was changed.');
}

/** An order may come without an Idempotency-Key; one that comes is kept for good. */
function requireKeyForm({ order: { idempotencyKey } }: Operator): void {
  if (idempotencyKey === undefined || isIdempotencyKey(idempotencyKey)) return;
  throw new Refused(
    'invalid-request',
    'The Idempotency-Key must be 1 to 255 visible ASCII characters. Nothing was changed.',
  );
}
