import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ConfigurationFaulty, leadOfSeals, readSettings } from '../../services/raffle/config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { makeChain } from '../support/beacon-chain.ts';
import { testWitness } from '../support/witness-key.ts';

const lineOf = (name: string, seed: number, url = ` https://${name}.example.org`) =>
  `witness ${name} ${testWitness(`${name}.example.org`, seed).verifierKey}${url}\n`;

/** Reads settings with this policy. */
function read(t: ExecutionContext, policy: string, environment: Record<string, string> = {}) {
  const path = join(temporaryFolder(t), 'policy');
  writeFileSync(path, policy);
  return readSettings({ RAFFLE_WITNESS_POLICY: path, ...environment });
}

test('a policy lengthens the lead of a seal from 30 to 60 seconds, unless the chain file has another', (t) => {
  t.is(leadOfSeals(readSettings({})), 30);
  const policy = `${lineOf('club', 1)}quorum club\n`;
  t.is(leadOfSeals(read(t, policy)), 60);
  const chainFile = join(temporaryFolder(t), 'chain.json');
  const { leadSeconds: _, ...info } = JSON.parse(makeChain().info) as { leadSeconds: number };
  writeFileSync(chainFile, JSON.stringify(info));
  const environment = { RAFFLE_DRAND_CHAIN_FILE: chainFile };
  t.is(readSettings(environment).drandChain?.leadSeconds, 30);
  t.is(read(t, policy, environment).drandChain?.leadSeconds, 60);
  writeFileSync(chainFile, JSON.stringify({ ...info, leadSeconds: 7 }));
  t.is(read(t, policy, environment).drandChain?.leadSeconds, 7);
});

const club = lineOf('club', 1);
const many = Array.from({ length: 16 }, (_, index) => lineOf(`w${index}`, index + 1)).join('');

const faults: Readonly<Record<string, string>> = {
  'Line 1': 'witness club nonsense\nquorum club\n',
  'no quorum line': club,
  'must be like https://witness.example.org': `${lineOf('club', 1, ' ftp://club.example.org')}quorum club\n`,
  'No witness of the policy can be asked': `${lineOf('club', 1, '')}quorum club\n`,
  '16 witnesses with an address': `${many}quorum w0\n`,
  'quorum can never be met': `${club}${lineOf('council', 2, '')}group both all club council\nquorum both\n`,
};

for (const [part, policy] of Object.entries(faults)) {
  test(`a policy is refused that says: ${part}`, (t) => {
    const error = t.throws(() => read(t, policy), { instanceOf: ConfigurationFaulty });
    t.is(error.faults.length, 1);
    t.true(error.faults[0]!.startsWith('RAFFLE_WITNESS_POLICY: '));
    t.true(error.message.includes(part), error.message);
  });
}
