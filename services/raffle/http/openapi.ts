import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { endpointTexts } from '#contract/endpoint-texts.ts';
import { endpoints, type Endpoint, type EndpointName } from '#contract/endpoints.ts';
import { problems } from '#contract/problems.ts';
import * as schemas from '#contract/schemas.ts';
import { problemsOf } from './problems-of.ts';

const securityOf = {
  anyone: [],
  participant: [{ session: [] }, { embedToken: [] }],
  operator: [{ signature: [] }],
};

/** The contract as OpenAPI 3.1, made from the endpoint table. */
export function describeApi(publicUrl: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const operationId of Object.keys(endpoints) as EndpointName[]) {
    const endpoint: Endpoint = endpoints[operationId];
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = describeOperation(operationId, endpoint);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Raffle', version: '1', description: 'The raffle anyone can check.' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'raffle_session' },
        embedToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'Made for one embedding site; counts with its Origin header alone.',
        },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'RFC 9421, label raffle, tag raffle-admin-v1, Ed25519.',
        },
      },
    },
  });
}

function describeOperation(operationId: EndpointName, endpoint: Endpoint) {
  const { caller, path, status, request, response, mediaType } = endpoint;
  const { summary, query } = endpointTexts[operationId];
  return {
    operationId,
    summary,
    security: securityOf[caller],
    parameters: [
      ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
        name: name!,
        in: 'path' as const,
        required: true,
        schema: { type: 'string' as const },
      })),
      ...Object.entries(query ?? {}).map(([name, description]) => ({
        name,
        in: 'query' as const,
        description,
        schema: { type: 'integer' as const, minimum: 0 },
      })),
      ...describeKey(endpoint),
    ],
    ...(request === undefined ? {} : { requestBody: json(request) }),
    responses: {
      [status]: {
        description: summary,
        ...(mediaType === undefined ? {} : { content: { [mediaType]: {} } }),
        ...(response === undefined ? {} : json(response)),
      },
      ...describeProblems(endpoint),
    },
  };
}

/** The Idempotency-Key, where it is looked up. */
function describeKey({ problems: codes }: Endpoint) {
  if (!codes.includes('idempotency-key-reused')) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header' as const,
      required: codes.includes('idempotency-key-missing'),
      schema: { type: 'string' as const, maxLength: schemas.limits.idempotencyKeyLengthMax },
    },
  ];
}

function describeProblems(endpoint: Endpoint) {
  const responses: Record<string, object> = {};
  const possible = problemsOf(endpoint);
  for (const code of possible) {
    const { status } = problems[code];
    const codes = possible.filter((other) => problems[other].status === status);
    responses[status] = {
      description: codes.join(', '),
      content: { 'application/problem+json': { schema: schemas.ProblemDetails } },
    };
  }
  return responses;
}

function json(schema: unknown): { content: { 'application/json': { schema: never } } } {
  return { content: { 'application/json': { schema: schema as never } } };
}
