import test from 'ava';
import type { JsonEndpointName, ProblemReply } from '#contract/client.ts';
import { endpointDocs } from '#contract/endpoint-docs.ts';
import { endpoints, type Endpoint, type EndpointName } from '#contract/endpoints.ts';
import { problems } from '#contract/problems.ts';
import { requestBodies } from '#contract/requests.ts';
import { describeApi } from '../../services/raffle/http/pages/openapi.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

const table = Object.entries<Endpoint>(endpoints);
const names = Object.keys(endpoints) as EndpointName[];

test('every endpoint of the contract is served and reports a missing session, signature or body', async (t) => {
  const { url } = await startTestService(t);
  for (const [name, { method, path, caller, status }] of table) {
    if (name === 'signInWithOrganisation') continue;
    const address = url + path.replace(':id', 'demo');
    const reply = await fetch(address, { method });
    if (caller === 'operator') await expectProblem(t, reply, 'signature-missing');
    else if (caller === 'participant') await expectProblem(t, reply, 'sign-in-required');
    else if (method === 'POST') await expectProblem(t, reply, 'unsupported-media-type');
    else if (name === 'showPicture') await expectProblem(t, reply, 'not-found');
    else if (name === 'showDraw') await expectProblem(t, reply, 'not-drawn');
    else if (name === 'showClaimedTickets') await expectProblem(t, reply, 'not-found');
    else t.is(reply.status, status, name);
    await reply.body?.cancel().catch(() => undefined);
  }
});

test('openapi.json has every endpoint and each of its problems', async (t) => {
  const { url } = await startTestService(t);
  const api = (await (await fetch(`${url}/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  };
  t.true(api.openapi.startsWith('3.1.'));
  for (const name of names) {
    const { method, path } = endpoints[name];
    const codes = endpointDocs[name].problems;
    const operation = api.paths[path.replaceAll(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!;
    t.is(operation.operationId, name);
    for (const code of codes) t.true(String(problems[code].status) in operation.responses);
    t.is('413' in operation.responses, requestBodies[name] !== undefined, name);
  }
});

test('openapi.json names every schema and marks required bodies', async (t) => {
  const { url } = await startTestService(t);
  const { paths, components } = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
  const bodyNames: Record<string, [name: string, required: boolean]> = {};
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
    const { requestBody, operationId, responses } = operation;
    for (const { content = {} } of [requestBody, ...Object.values(responses)].filter(isGiven)) {
      const { schema } = content['application/json'] ?? {};
      if (schema !== undefined) t.true(nameOf(schema) in components.schemas, operationId);
    }
    if (requestBody === undefined) continue;
    const { schema } = requestBody.content!['application/json'] ?? {};
    if (schema === undefined) continue;
    bodyNames[operationId] = [nameOf(schema), requestBody.required === true];
  }
  t.deepEqual(bodyNames['buyTickets'], ['BuyTickets', true]);
  t.deepEqual(bodyNames['drawWinner'], ['DrawRequest', false]);
  t.deepEqual(
    Object.keys(bodyNames).filter((name) => !bodyNames[name]![1]),
    ['closeRaffle', 'drawWinner'],
  );
});

test('an order without a body is refused exactly if the endpoint table requires a body', async (t) => {
  const { operator } = await startTestService(t);
  const params = { id: 'none', keyid: 'none', prize: '1' };
  for (const name of names) {
    const { caller, method }: Endpoint = endpoints[name];
    if (caller !== 'operator' || ['GET', 'DELETE'].includes(method)) continue;
    const outcome = await operator.call(name as JsonEndpointName, { params }).then(
      () => 'done',
      ({ code }: ProblemReply) => code,
    );
    const isRefused = ['invalid-request', 'unsupported-media-type'].includes(outcome);
    const body = requestBodies[name];
    t.is(isRefused, body !== undefined && !('isOptional' in body), `${name}: ${outcome}`);
  }
});

test('openapi.json names the session cookie as it is set', async (t) => {
  for (const [url, name] of [
    ['http://localhost:4000', 'raffle_session'],
    ['https://raffle.example.org', '__Host-raffle_session'],
  ] as const) {
    const { components } = (await describeApi(url)) as {
      components: { securitySchemes: object };
    };
    t.like(components.securitySchemes, { session: { in: 'cookie', name } });
  }
});

test('openapi.json distinguishes numbers and text', async (t) => {
  const { url } = await startTestService(t);
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
  const receipt = paths['/api/raffles/{id}/tickets/{number}/receipt']!['get']!;
  const number = receipt.parameters!.find(({ name }) => name === 'number')!;
  t.deepEqual(number.schema, { type: 'integer', minimum: 1 });
  const prize = paths['/api/admin/raffles/{id}/prizes/{prize}/claim']!['post']!.parameters!.find(
    ({ name }) => name === 'prize',
  )!;
  t.deepEqual(prize.schema, { type: 'integer', minimum: 1 });
  for (const name of ['stream', 'log', 'checkpoint']) {
    const [[mediaType, { schema }]] = Object.entries(
      paths[`/api/raffles/{id}/${name}`]!['get']!.responses['200']!.content!,
    ) as [[string, { schema: object }]];
    t.deepEqual(schema, { type: 'string' });
    // Common generated clients parse such a media type as one JSON text.
    t.false(mediaType.startsWith('application/json'), mediaType);
  }
});

test('openapi.json has an Idempotency-Key exactly for the endpoints that use it', async (t) => {
  const { url } = await startTestService(t);
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<
      string,
      Record<string, { operationId: string; parameters?: { name: string; required: boolean }[] }>
    >;
  };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const keyed = operations.flatMap(({ operationId, parameters = [] }) => {
    const key = parameters.find(({ name }) => name === 'Idempotency-Key');
    return key === undefined ? [] : [[operationId, key.required]];
  });
  t.deepEqual(Object.fromEntries(keyed), {
    buyTickets: true,
    createRaffle: false,
    amendRaffle: false,
    cancelRaffle: false,
    closeRaffle: false,
    drawWinner: false,
    claimPrize: false,
    forfeitPrize: false,
    sellTickets: true,
    voidTickets: false,
    rehearseRaffle: false,
  });
});

test('the page of problem types has a section for every code', async (t) => {
  const { url } = await startTestService(t);
  const page = await (await fetch(`${url}/docs`)).text();
  for (const code of Object.keys(problems)) t.true(page.includes(`id="${code}"`), code);
});

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly schema: object }[];
  readonly requestBody?: Body & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Body>>;
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
}

const isGiven = (body: Body | undefined): body is Body => body !== undefined;

/** Returns the name under `components.schemas`. */
function nameOf({ $ref = '' }: { readonly $ref?: string }): string {
  return $ref.replace('#/components/schemas/', '');
}
