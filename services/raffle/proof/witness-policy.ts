import { toBase64 } from './bytes.ts';
import { ProofError } from './proof-error.ts';
import {
  keyTypes,
  parseTypedKey,
  parseVerifierKey,
  parseWitnessKey,
  type VerifierKey,
  type WitnessKey,
} from './signed-note.ts';

const policyLengthMax = 500_000;
/** The specification recommends at least 32 of each. */
const linesOfAKindMax = 100;

/** A log that a policy names. */
export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url?: string;
}

/** A witness saw a log with this many entries. */
export interface Sighting {
  /** Its name in the policy. */
  readonly witness: string;
  /** Number of entries. */
  readonly size: number;
  /** By the witness's clock, Unix seconds. */
  readonly time: number;
}

/** A witness that a policy names. */
export interface PolicyWitness {
  readonly kind: 'witness';
  /** Its name in the policy, which is not the name in its key. */
  readonly name: string;
  /** Undefined if cosignatures of its type (ML-DSA-44) cannot be verified here: they never count. */
  readonly key: WitnessKey | undefined;
  /** Where it takes checkpoints: the submission prefix. */
  readonly url?: string;
}

/** A group that a policy names. It is met by `threshold` of its members. */
export interface PolicyGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly (PolicyWitness | PolicyGroup)[];
}

/** Which witnesses must have cosigned a checkpoint. @see C2SP tlog-policy. */
export interface WitnessPolicy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** Undefined for `quorum none`: no cosignature is required. */
  readonly quorum: PolicyWitness | PolicyGroup | undefined;
}

/**
 * Parses a policy file.
 *
 * @param text With line feeds as line ends; `readText` makes it so.
 * @throws {ProofError} `malformed`: names the line.
 * @see C2SP tlog-policy, "Policy file syntax and structure".
 */
export function parsePolicy(text: string): WitnessPolicy {
  if (text.length > policyLengthMax) throw malformed('it is too long');
  const policy = new PolicyReader();
  for (const [index, line] of text.split('\n').entries()) {
    const [keyword, ...items] = line.split(/[ \t]+/).filter((item) => item !== '');
    try {
      // Of all control characters only tabs and line feeds are allowed.
      if (/[^\t\P{Cc}]/u.test(line)) throw malformed('it has a control character');
      if (keyword !== undefined && !keyword.startsWith('#')) policy.read(keyword, items);
    } catch (error) {
      if (!(error instanceof ProofError)) throw error;
      throw new ProofError('malformed', `Line ${index + 1} of the policy: ${error.message}`);
    }
  }
  return policy.finish();
}

/**
 * Whether these witnesses meet the quorum.
 *
 * @param names Names in the policy.
 */
export function isQuorumMet({ quorum }: WitnessPolicy, names: ReadonlySet<string>): boolean {
  return quorum === undefined || isMet(quorum, names);
}

function isMet(part: PolicyWitness | PolicyGroup, names: ReadonlySet<string>): boolean {
  if (part.kind === 'witness') return names.has(part.name);
  return part.members.filter((member) => isMet(member, names)).length >= part.threshold;
}

/**
 * Whether two sets of witnesses without a common member could each meet the quorum. Then two histories
 * of one log can both be cosigned, although no witness signs two.
 */
export function canBeSplit({ quorum }: WitnessPolicy): boolean {
  return quorum !== undefined && setsOf(quorum) === 2;
}

/** How many disjoint sets can meet a part, 2 at most. A name is a member once, so parts share none. */
function setsOf(part: PolicyWitness | PolicyGroup): 1 | 2 {
  if (part.kind === 'witness') return 1;
  const sets = part.members.reduce((sum, member) => sum + setsOf(member), 0);
  return sets >= 2 * part.threshold ? 2 : 1;
}

/** What the lines so far define. */
class PolicyReader {
  readonly #logs: PolicyLog[] = [];
  readonly #parts = new Map<string, PolicyWitness | PolicyGroup>();
  readonly #members = new Set<string>();
  readonly #keys = new Set<string>();
  #quorum: { readonly part: PolicyWitness | PolicyGroup | undefined } | undefined;

  read(keyword: string, items: readonly string[]): void {
    switch (keyword) {
      case 'log':
        return this.#readLog(items);
      case 'witness':
        return this.#readWitness(items);
      case 'group':
        return this.#readGroup(items);
      case 'quorum':
        return this.#readQuorum(items);
      default:
        throw malformed('it does not begin with log, witness, group or quorum');
    }
  }

  finish(): WitnessPolicy {
    if (this.#quorum === undefined) {
      throw new ProofError('malformed', 'The policy has no quorum line.');
    }
    const witnesses = [...this.#parts.values()].filter((part) => part.kind === 'witness');
    return { logs: this.#logs, witnesses, quorum: this.#quorum.part };
  }

  #readLog([vkey, url, more]: readonly string[]): void {
    if (vkey === undefined || more !== undefined) throw malformed('write log <vkey> [url]');
    const key = parseVerifierKey(vkey);
    this.#requireNewKey('log', key);
    if (this.#logs.length === linesOfAKindMax) throw malformed('it has too many logs');
    this.#logs.push({ key, ...(url === undefined ? {} : { url }) });
  }

  #readWitness([name, vkey, url, more]: readonly string[]): void {
    if (name === undefined || vkey === undefined || more !== undefined) {
      throw malformed('write witness <name> <vkey> [url]');
    }
    const typed = parseTypedKey(vkey);
    const key = typed.type === keyTypes.mlDsaCosignature ? undefined : parseWitnessKey(vkey);
    this.#requireNewKey('witness', typed);
    this.#define({ kind: 'witness', name, key, ...(url === undefined ? {} : { url }) });
  }

  #readGroup([name, count, ...names]: readonly string[]): void {
    if (name === undefined || count === undefined || names.length === 0) {
      throw malformed('write group <name> all|any|<number> <members…>');
    }
    const threshold = readThreshold(count, names.length);
    const members = names.map((each) => this.#find(each));
    for (const each of names) {
      if (this.#members.has(each)) throw malformed(`${each} is a member already`);
      this.#members.add(each);
    }
    this.#define({ kind: 'group', name, threshold, members });
  }

  #readQuorum([name, more]: readonly string[]): void {
    if (name === undefined || more !== undefined) throw malformed('write quorum <name>|none');
    if (this.#quorum !== undefined) throw malformed('it is a second quorum');
    this.#quorum = { part: name === 'none' ? undefined : this.#find(name) };
  }

  #find(name: string): PolicyWitness | PolicyGroup {
    const part = this.#parts.get(name);
    if (part !== undefined) return part;
    throw malformed(`no line before it defines ${name}`);
  }

  #define(part: PolicyWitness | PolicyGroup): void {
    if (part.name === 'none' || this.#parts.has(part.name)) {
      throw malformed(`the name ${part.name} is taken`);
    }
    const alike = [...this.#parts.values()].filter(({ kind }) => kind === part.kind);
    if (alike.length === linesOfAKindMax) throw malformed('it has too many lines of this kind');
    this.#parts.set(part.name, part);
  }

  /** One key under two names would count twice. */
  #requireNewKey(kind: 'log' | 'witness', { publicKey }: VerifierKey): void {
    const name = `${kind} ${toBase64(publicKey)}`;
    if (this.#keys.has(name)) throw malformed('another line has the same key');
    this.#keys.add(name);
  }
}

function readThreshold(text: string, count: number): number {
  if (text === 'all') return count;
  if (text === 'any') return 1;
  const threshold = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (threshold >= 1 && threshold <= count) return threshold;
  throw malformed(`${text} is not a number of members, from 1 to ${count}`);
}

function malformed(what: string): ProofError {
  return new ProofError('malformed', `${what}.`);
}

/**
 * When a quorum had first seen at least `size` entries. The witnesses may have signed different sizes.
 *
 * @returns Unix seconds; undefined if no quorum has seen them.
 */
export function quorumTime(
  policy: WitnessPolicy,
  sightings: readonly Sighting[],
  size: number,
): number | undefined {
  const names = new Set<string>();
  const covering = sightings.filter((each) => each.size >= size);
  for (const { witness, time } of covering.toSorted((left, right) => left.time - right.time)) {
    names.add(witness);
    if (isQuorumMet(policy, names)) return time;
  }
  return undefined;
}

/** The largest number of entries that a quorum has seen; 0 if none has. */
export function quorumSize(policy: WitnessPolicy, sightings: readonly Sighting[]): number {
  const sizes = sightings.map(({ size }) => size).toSorted((left, right) => right - left);
  return sizes.find((size) => quorumTime(policy, sightings, size) !== undefined) ?? 0;
}
