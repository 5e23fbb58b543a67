import { isObject, membersOf, parseJson } from './audit-values.ts';
import { hashChain, quicknet, type BeaconChain } from './beacon.ts';
import { ProofError } from './proof-error.ts';

/**
 * Parses the chain information of a drand relay, from `/<chain hash>/info` or from
 * `/v2/chains/<chain hash>/info`. A member `leadSeconds` can be added.
 *
 * @param leadSeconds Used if the text has none.
 * @throws {ProofError} `malformed`: a member is missing, the scheme is not supported, or the hash
 *   does not match the other members.
 * @see drand HTTP API, "chain info".
 */
export function parseChainInfo(
  text: string,
  leadSeconds: number = quicknet.leadSeconds,
): BeaconChain {
  const info = readInfo(parseObject(text));
  const chain = {
    hash: String(info.hash),
    beaconId: info.beaconId,
    publicKey: String(info.publicKey),
    groupHash: String(info.groupHash),
    periodSeconds: Number(info.period),
    genesisTime: Number(info.genesisTime),
    leadSeconds: Number(info.leadSeconds ?? leadSeconds),
  };
  if (info.scheme !== scheme) {
    throw malformed(`its scheme is ${String(info.scheme)}, and only ${scheme} is supported`);
  }
  const { periodSeconds, genesisTime } = chain;
  if (![periodSeconds, genesisTime].every((value) => Number.isSafeInteger(value) && value > 0)) {
    throw malformed('its period or genesis time is not a whole number');
  }
  if (!(chain.leadSeconds >= 0)) throw malformed('leadSeconds is not a number');
  if (hashChain(chain) !== chain.hash) throw malformed('its hash does not match its other members');
  return chain;
}

const scheme = 'bls-unchained-g1-rfc9380';

/** Gives the members of both forms the same names. */
function readInfo(info: Readonly<Record<string, unknown>>) {
  const { public_key: publicKey, period, genesis_time: genesisTime, leadSeconds } = info;
  const isFirstForm = info['hash'] !== undefined;
  const [hash, groupHash, named, beaconId] = isFirstForm
    ? [info['hash'], info['groupHash'], info['schemeID'], membersOf(info['metadata'])['beaconID']]
    : [info['chain_hash'], info['genesis_seed'], info['scheme'], info['beacon_id']];
  const facts = { publicKey, period, genesisTime, leadSeconds, hash, groupHash, scheme: named };
  return {
    ...facts,
    beaconId: typeof beaconId === 'string' && beaconId !== '' ? beaconId : 'default',
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  if (isObject(value)) return value;
  throw malformed('it is not a JSON object');
}

function malformed(what: string): ProofError {
  return new ProofError('malformed', `The chain information cannot be used: ${what}.`);
}
