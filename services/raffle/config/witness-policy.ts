import { isQuorumMet, parsePolicy, type WitnessPolicy } from '#proof/witness-policy.ts';

/** Readers must accept 16 signatures of a checkpoint at least. The first one is the log's. */
const askedMax = 15;

/**
 * Parses the policy file of the service, and requires that it can ask the witnesses.
 *
 * @throws {Error} Names what is wrong.
 */
export function parseServicePolicy(text: string): WitnessPolicy {
  const policy = parsePolicy(text);
  for (const { name, url } of policy.witnesses) {
    if (url === undefined || isWebAddress(url)) continue;
    throw new TypeError(
      `The address of the witness ${name} must be like https://witness.example.org, not "${url}".`,
    );
  }
  const asked = policy.witnesses.filter(({ url, key }) => url !== undefined && key !== undefined);
  if (asked.length === 0) {
    throw new TypeError(
      'No witness of the policy can be asked: add the address of each witness to the end of its line.',
    );
  }
  if (asked.length > askedMax) {
    throw new TypeError(
      `The policy has ${asked.length} witnesses with an address; at most ${askedMax} can be asked.`,
    );
  }
  const names = new Set(asked.map(({ name }) => name));
  if (!isQuorumMet(policy, names)) {
    throw new TypeError(
      'The quorum can never be met: too few of its witnesses have an address and a key of type Ed25519.',
    );
  }
  return policy;
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^?#@]+$/.test(url) && URL.canParse(url);
}
