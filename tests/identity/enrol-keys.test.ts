import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import test from 'ava';
import { createClient, ProblemReply } from '#contract/client.ts';
import { startDeployedService } from '../support/deployed-service.ts';
import { readReply } from '../support/raw-http.ts';
import { problemOf, startTestService } from '../support/service.ts';

test('a development key is refused after its data folder is used in production', async (t) => {
  const development = await startTestService(t);
  await t.notThrowsAsync(development.operator.call('listKeys'));
  await development.stop();
  const { url } = await startDeployedService(t, { dataDir: development.dataDir });
  const { signer } = development;
  const error = await t.throwsAsync(createClient({ baseUrl: url, signer }).call('listKeys'), {
    instanceOf: ProblemReply,
  });
  t.is(error.code, 'no-admin-key');
});

test('the development mailbox is refused for another host name', async (t) => {
  const { url } = await startTestService(t);
  const { port } = new URL(url);
  t.is((await fetch(`http://127.0.0.1:${port}/dev/mailbox`)).status, 200);
  const rebound = get({ port, path: '/dev/mailbox', headers: { host: `rebound.example:${port}` } });
  const [reply] = (await once(rebound, 'response')) as [IncomingMessage];
  t.like(await problemOf(await readReply(reply)), { status: 403, code: 'cross-site-request' });
});
