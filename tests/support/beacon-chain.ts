import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import type { ExecutionContext } from 'ava';
import { hashChain, type Beacon, type BeaconChain } from '#proof/beacon.ts';
import { be64, toHex } from '#proof/bytes.ts';
import { createHash } from 'node:crypto';
import { temporaryFolder } from './temporary-folder.ts';

const { shortSignatures } = bls12_381;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** A chain made for tests: real rounds with real signatures, one second apart. */
export interface TestChain extends BeaconChain {
  beacon(round: number): Beacon;
  /** The answer of a relay at `/info`, with the lead time added. */
  readonly info: string;
}

export function makeChain({
  seed = 1,
  leadSeconds = 1,
  genesisTime = 1_700_000_000,
  beaconId = 'test',
} = {}): TestChain {
  const { secretKey, publicKey } = shortSignatures.keygen(Buffer.alloc(48, seed));
  const facts = {
    beaconId,
    publicKey: toHex(publicKey.toBytes()),
    groupHash: '00'.repeat(32),
    periodSeconds: 1,
    genesisTime,
    leadSeconds,
  };
  const hash = hashChain(facts);
  const info = JSON.stringify({
    public_key: facts.publicKey,
    period: facts.periodSeconds,
    genesis_time: genesisTime,
    hash,
    groupHash: facts.groupHash,
    schemeID: 'bls-unchained-g1-rfc9380',
    metadata: { beaconID: facts.beaconId },
    leadSeconds,
  });
  const beacon = (round: number): Beacon => {
    const domain = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
    const message = shortSignatures.hash(sha256(be64(round)), domain);
    const signature = shortSignatures.sign(message, secretKey).toBytes();
    return { round, randomness: toHex(sha256(signature)), signature: toHex(signature) };
  };
  return { ...facts, hash, info, beacon };
}

export interface TestRelay {
  readonly url: string;
  /** Requested paths, except requests for the newest round. */
  readonly asked: string[];
}

/** Starts a relay that publishes each round when it is due, unless a test changes its answers. */
export async function startRelay(
  t: ExecutionContext,
  chain: TestChain,
  answer: RequestListener = publish(chain),
  newest: RequestListener = publishNewest(chain),
): Promise<TestRelay> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const isForNewest = request.url!.endsWith('/public/latest');
    if (!isForNewest) asked.push(request.url!);
    (isForNewest ? newest : answer)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** @param aheadSeconds How far the relay's time is ahead of this machine's. */
export function publishNewest(chain: TestChain, aheadSeconds = 0): RequestListener {
  return (_request, response) => {
    const time = Date.now() / 1000 + aheadSeconds;
    const round = Math.floor((time - chain.genesisTime) / chain.periodSeconds) + 1;
    response.end(JSON.stringify(chain.beacon(round)));
  };
}

function publish(chain: TestChain): RequestListener {
  return (request, response) => {
    const [, hash, , round] = request.url!.split('/');
    const dueAt = chain.genesisTime + (Number(round) - 1) * chain.periodSeconds;
    if (hash !== chain.hash || !/^[1-9]\d*$/.test(round ?? '') || dueAt > Date.now() / 1000) {
      response.writeHead(425).end('{"error":"too early"}');
    } else {
      response.end(JSON.stringify(chain.beacon(Number(round))));
    }
  };
}

/** Environment with which a service seals with this chain and asks these relays. */
export function drandEnvironment(
  t: ExecutionContext,
  chain: TestChain,
  relays: readonly TestRelay[],
): Record<string, string> {
  const file = join(temporaryFolder(t), 'chain.json');
  writeFileSync(file, chain.info);
  return {
    RAFFLE_DRAND_CHAIN_FILE: file,
    RAFFLE_DRAND_RELAYS: relays.map(({ url }) => url).join(',') || 'http://127.0.0.1:9',
  };
}
