import '../support/browser-globals.ts';
import test from 'ava';
import nock from 'nock';
import { ConfigFaulty, loadConfig } from '../../admin-app/app/config.ts';

const base = 'http://admin.test/raffle/';

nock.disableNetConnect();
test.afterEach.always(() => nock.cleanAll());

test.serial('config.json beside the page contains the service’s URL', async (t) => {
  nock('http://admin.test')
    .get('/raffle/config.json')
    .reply(200, { serviceUrl: 'https://raffle.example.org/' });
  t.deepEqual(await loadConfig(base), { serviceUrl: 'https://raffle.example.org' });
});

const faults: Record<string, [reply: [number, unknown], reason: ConfigFaulty['code']]> = {
  'is not there': [[404, 'no'], 'missing'],
  'is an HTML page': [[200, '<!doctype html>'], 'wrong'],
  'has no service URL': [[200, {}], 'wrong'],
  'has a URL with a path': [[200, { serviceUrl: 'https://example.org/raffle' }], 'wrong'],
  'has the app’s own origin': [[200, { serviceUrl: 'http://admin.test' }], 'same-origin'],
  'has a javascript URL': [[200, { serviceUrl: 'javascript:alert(1)' }], 'wrong'],
};

for (const [name, [[status, body], reason]] of Object.entries(faults)) {
  test.serial(`a config.json that ${name} is ${reason}`, async (t) => {
    nock('http://admin.test')
      .get('/raffle/config.json')
      .reply(status, body as string);
    const error = await t.throwsAsync(loadConfig(base), { instanceOf: ConfigFaulty });
    t.is(error.code, reason);
    t.is(error.address, 'http://admin.test/raffle/config.json');
  });
}

test.serial('a host that does not answer counts as one without config.json', async (t) => {
  nock('http://admin.test').get('/raffle/config.json').replyWithError('refused');
  const error = await t.throwsAsync(loadConfig(base), { instanceOf: ConfigFaulty });
  t.is(error.code, 'missing');
});
