import { hashChain, quicknet, type BeaconChain } from './beacon.ts';
import { ProofRefused } from './proof-refused.ts';

/**
 * Reads what a drand relay says of its chain (`/<chain hash>/info`): JSON with `public_key`,
 * `period`, `genesis_time`, `hash`, `groupHash`, `schemeID` and `metadata.beaconID`. `leadSeconds`
 * may be added; 30 otherwise.
 *
 * @throws {ProofRefused} `malformed`: something is missing, the scheme is another, or the hash is
 *   not that of the rest.
 * @see drand HTTP API, "chain info".
 */
export function parseChainInfo(text: string): BeaconChain {
  const info = parseObject(text);
  const { beaconID } = (info['metadata'] ?? {}) as Record<string, unknown>;
  const chain = {
    hash: String(info['hash']),
    beaconId: String(beaconID),
    publicKey: String(info['public_key']),
    groupHash: String(info['groupHash']),
    periodSeconds: Number(info['period']),
    genesisTime: Number(info['genesis_time']),
    leadSeconds: Number(info['leadSeconds'] ?? quicknet.leadSeconds),
  };
  if (info['schemeID'] !== 'bls-unchained-g1-rfc9380') throw malformed('its scheme is another one');
  const { periodSeconds, genesisTime, leadSeconds } = chain;
  if (![periodSeconds, genesisTime].every((value) => Number.isSafeInteger(value) && value > 0)) {
    throw malformed('its period or genesis time is not a whole number');
  }
  if (!(leadSeconds >= 0)) throw malformed('leadSeconds is not a number');
  if (hashChain(chain) !== chain.hash) throw malformed('its hash is not that of the rest');
  return chain;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw malformed('it is not a JSON object');
}

function malformed(what: string): ProofRefused {
  return new ProofRefused('malformed', `The chain cannot be read: ${what}.`);
}
