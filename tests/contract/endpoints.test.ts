import test from 'ava';
import { endpoints, type Endpoint } from '#contract/endpoints.ts';
import { problems } from '#contract/problems.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

const table = Object.entries<Endpoint>(endpoints);

test('every address of the contract is served: without a session, a signature or a body it says what is missing', async (t) => {
  const { url } = await startTestService(t);
  for (const [name, { method, path, caller, status }] of table) {
    if (name === 'signInWithOrganisation') continue;
    const address = url + path.replace(':id', 'demo');
    const reply = await fetch(address, { method });
    if (caller === 'operator') await expectProblem(t, reply, 'signature-missing');
    else if (caller === 'participant') await expectProblem(t, reply, 'sign-in-required');
    else if (method === 'POST') await expectProblem(t, reply, 'unsupported-media-type');
    else if (name === 'showDraw') await expectProblem(t, reply, 'not-drawn');
    else t.is(reply.status, status, name);
    await reply.body?.cancel().catch(() => undefined);
  }
});

test('openapi.json has every address and every problem of it', async (t) => {
  const { url } = await startTestService(t);
  const api = (await (await fetch(`${url}/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  };
  t.regex(api.openapi, /^3\.1\./);
  for (const [name, { method, path, problems: codes, request }] of table) {
    const operation = api.paths[path.replaceAll(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!;
    t.is(operation.operationId, name);
    for (const code of codes) t.true(String(problems[code].status) in operation.responses);
    t.is('413' in operation.responses, request !== undefined, name);
  }
});

test('openapi.json has an Idempotency-Key where it counts, and nowhere else', async (t) => {
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
    closeRaffle: false,
    drawWinner: false,
    rehearseRaffle: false,
  });
});

test('the page of a problem’s type has a place for every code', async (t) => {
  const { url } = await startTestService(t);
  const page = await (await fetch(`${url}/docs`)).text();
  for (const code of Object.keys(problems)) t.true(page.includes(`id="${code}"`), code);
});
