import test from 'ava';
import { auditBundle } from '#proof/audit.ts';
import type { Chain } from '../support/independent-draw.ts';
import { judge } from '../support/independent-verifier.ts';
import { Refusal } from '../support/independent-log.ts';
import { closingLies } from '../support/closing-lies.ts';
import { honestStories } from '../support/honest-stories.ts';
import { drawnWinners } from '../support/rule-stories.ts';
import { salesLies } from '../support/sales-lies.ts';
import { sealedChain, tellBundle } from '../support/sealed-log.ts';
import { signStory } from '../support/signed-log.ts';
import { notPassed } from '../support/checks.ts';

const chains = [JSON.parse(sealedChain.info) as Chain];
const keys = { chains: [sealedChain] };

test('the stories of these tests draw the tickets that they name', (t) => {
  t.deepEqual(drawnWinners(), [4, 1]);
});

for (const [name, story] of Object.entries(honestStories)) {
  test(`${name} passes both verifiers, and with its signatures`, async (t) => {
    const bundle = tellBundle(story);
    t.deepEqual(notPassed(auditBundle(bundle, keys)), []);
    t.is(judge(bundle, chains), 'valid');
    t.deepEqual(notPassed(auditBundle(await signStory(story), keys)), []);
  });
}

for (const { name, check, place, story } of [...salesLies, ...closingLies]) {
  test(`${name} fails both verifiers`, async (t) => {
    const bundle = tellBundle(story);
    const failed = notPassed(auditBundle(bundle, keys)).filter(
      ({ outcome }) => outcome === 'failed',
    );
    const where = `entries[${place ?? story.told.length - 1}]`;
    const found = failed.find((each) => each.name === check);
    t.true(found?.explanation.startsWith(where), JSON.stringify([where, failed]));
    t.true(judge(bundle, chains) instanceof Refusal);
    const signed = auditBundle(await signStory(story), keys);
    t.true(signed.some((each) => each.name === check && each.outcome === 'failed'));
  });
}
