import type { ZodOpenApiObject, ZodOpenApiOverride, ZodOpenApiPathsObject } from 'zod-openapi';
import * as z from 'zod/mini';
import * as accounts from '#contract/accounts.ts';
import * as keys from '#contract/admin-keys.ts';
import * as draws from '#contract/draws.ts';
import { endpointDocs } from '#contract/endpoint-docs.ts';
import {
  endpoints,
  isEndpointName,
  noContent,
  type Endpoint,
  type EndpointName,
} from '#contract/endpoints.ts';
import * as pictures from '#contract/pictures.ts';
import { ProblemDetails, type ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import { DetailsRequest } from '#contract/details-request.ts';
import * as raffleRequests from '#contract/raffle-requests.ts';
import * as raffles from '#contract/raffles.ts';
import { signing } from '#contract/request-signing.ts';
import * as requests from '#contract/requests.ts';
import * as summary from '#contract/summary.ts';
import * as tickets from '#contract/tickets.ts';
import * as witnessing from '#contract/witnessing.ts';
import { sessionCookie } from '../sign-in/sessions.ts';

const securityOf = {
  anyone: [],
  participant: [{ session: [] }, { embedToken: [] }],
  operator: [{ signature: [] }],
};

// Registers the contract's schemas by name, so that generated clients have named types.
const replies = {
  ...accounts,
  ...keys,
  ...draws,
  ...pictures,
  ...raffles,
  ...summary,
  ...tickets,
  ...witnessing,
};
const bodies = { ...requests, ...raffleRequests, DetailsRequest };
for (const [id, schema] of Object.entries({ ...replies, ...bodies, ProblemDetails })) {
  if (schema instanceof z.ZodMiniType) z.globalRegistry.add(schema, { id });
}

/** Replies that are not JSON: logs (one JSON text per line) and event streams. */
const text = { type: 'string' } as const;

/** The contract as OpenAPI 3.1, generated from the endpoint table. */
export async function describeApi(publicUrl: string): Promise<object> {
  const { createDocument } = await import('zod-openapi');
  const paths: ZodOpenApiPathsObject = {};
  for (const operationId of Object.keys(endpoints).filter(isEndpointName)) {
    const endpoint: Endpoint = endpoints[operationId];
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = describeOperation(operationId, endpoint);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation };
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Raffle',
      version: '1',
      description: 'The raffle anyone can check.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie(publicUrl).name },
        embedToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'Issued for one embedding site; valid only with that site’s Origin header.',
        },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: describeSignature(),
        },
      },
    },
  };
  return createDocument(document, { override: allowMoreMembers });
}

/** Later versions may add members to replies, so clients must accept unknown ones. */
const allowMoreMembers: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  if (io === 'output') delete jsonSchema.additionalProperties;
};

function describeSignature(): string {
  const { label, tag, components, lifetimeSecondsMax, nonceBytes, nonceBytesMax } = signing;
  return `RFC 9421 in Signature-Input and Signature: label ${label}, tag ${tag}, alg ed25519, keyid by RFC 7638, expires at most ${lifetimeSecondsMax} s after created, a new nonce of ${nonceBytes} to ${nonceBytesMax} bytes in base64 or base64url. It covers ${components.join(', ')}, then content-type and idempotency-key where they are sent. Content-Digest holds the body's SHA-256 (RFC 9530), alone or beside other algorithms.`;
}

function describeOperation(operationId: EndpointName, endpoint: Endpoint) {
  const { caller, path, status, response, mediaType } = endpoint;
  const { summary, query } = endpointDocs[operationId];
  const request = requests.requestBodies[operationId];
  return {
    operationId,
    summary,
    security: securityOf[caller],
    parameters: [
      ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
        name: name!,
        in: 'path' as const,
        required: true,
        schema: describeParameter(name!),
      })),
      ...Object.entries(query ?? {}).map(([name, description]) => ({
        name,
        in: 'query' as const,
        description,
        schema: { type: 'integer' as const, minimum: 0 },
      })),
      ...describeKey(operationId),
    ],
    ...(request === undefined ? {} : { requestBody: describeBody(request) }),
    responses: {
      [status]: {
        description: summary,
        ...(mediaType === undefined
          ? {}
          : { content: { [mediaType]: describeContent(mediaType) } }),
        ...(response === undefined || response === noContent ? {} : json(response)),
      },
      ...describeProblems(operationId),
    },
  };
}

function describeContent(mediaType: string) {
  return mediaType === 'image/*' ? {} : { schema: text };
}

function describeBody(body: requests.RequestBody) {
  if ('schema' in body) return { required: body.isOptional !== true, ...json(body.schema) };
  // OpenAPI 3.1 describes bytes by their media type alone.
  return { required: true, content: Object.fromEntries(body.mediaTypes.map((type) => [type, {}])) };
}

function describeParameter(name: string) {
  if (name === 'number' || name === 'prize') return { type: 'integer' as const, minimum: 1 };
  return name === 'id' ? { $ref: '#/components/schemas/RaffleId' } : { type: 'string' as const };
}

/** The Idempotency-Key header, for endpoints that use it. */
function describeKey(name: EndpointName) {
  const codes = endpointDocs[name].problems;
  if (!codes.includes('idempotency-key-reused')) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header' as const,
      required: codes.includes('idempotency-key-missing'),
      schema: { type: 'string' as const, maxLength: raffles.limits.idempotencyKeyLengthMax },
    },
  ];
}

function describeProblems(name: EndpointName) {
  const responses: Record<string, object> = {};
  const possible = problemsOf(name);
  for (const code of possible) {
    const { status } = problems[code];
    const codes = possible.filter((other) => problems[other].status === status);
    responses[status] = {
      description: codes.join(', '),
      content: { 'application/problem+json': { schema: ProblemDetails } },
    };
  }
  return responses;
}

function json(schema: z.ZodMiniType) {
  return { content: { 'application/json': { schema } } };
}

/** The problems of an endpoint, including those of every request body if it has one. */
export function problemsOf(name: EndpointName): readonly ProblemCode[] {
  const { problems } = endpointDocs[name];
  return requests.requestBodies[name] === undefined
    ? problems
    : [...problems, 'payload-too-large', 'unsupported-media-type'];
}
