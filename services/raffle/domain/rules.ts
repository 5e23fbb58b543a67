/** `local`: this service draws. `drand`: a public beacon chain decides. */
export type Randomness = 'local' | 'drand';

/** What the opening of a raffle and its amendments fix. Times are ISO 8601 in UTC. */
export interface RaffleRules {
  readonly title: string;
  /** Most valid tickets at a time, 1 or more. Ticket numbers are 1 to the capacity. */
  readonly capacity: number;
  /** Most valid tickets of one holder, 1 or more. */
  readonly perPersonLimit: number;
  readonly randomness: Randomness;
  /** Hash of the beacon chain, 64 hexadecimal digits. Required for `drand`, absent for `local`. */
  readonly chainHash?: string;
  /** What can be won, 1 to 20 texts. */
  readonly prizes: readonly string[];
  /** Tickets drawn beside one per prize, for prizes that are forfeited: 0 to 50. */
  readonly reserves: number;
  /** Present if a holder can win one prize at most. */
  readonly onePrizePerPerson?: true;
  /** No sale before it. */
  readonly opensAt?: string;
  /** No sale at or after it. */
  readonly closesAt?: string;
  /** From then on a prize that is not claimed can be forfeited. */
  readonly claimBy?: string;
  readonly notice?: Notice;
}

/** What people read before they buy, and what the law often requires on a ticket. */
export type Notice = {
  readonly organiser?: string;
  readonly contact?: string;
  /** Who benefits. */
  readonly purpose?: string;
  readonly price?: Price;
  /** How to pay. */
  readonly payment?: string;
  readonly place?: string;
  /** Announced time of the draw. */
  readonly drawAt?: string;
  readonly licence?: string;
  /** At most 4,000 characters. */
  readonly terms?: string;
  /** SHA-256 of an uploaded image, 64 hexadecimal digits. */
  readonly picture?: string;
  readonly resultsUrl?: string;
  /** Details that a buyer is asked for. */
  readonly askFor?: AskFor;
};

export type AskFor = {
  readonly name?: 'required' | 'optional';
  readonly phone?: 'required' | 'optional';
};

/** Price of one ticket. */
export type Price = {
  /** In the currency's minor unit, such as pence; 0 or more. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
};

/** New values of rules, each complete; `null` removes an optional one. */
export type RuleChanges = Partial<WithRemovals<RaffleRules>>;

/** The same members; those that are optional can also be `null`. */
type WithRemovals<Rules> = {
  readonly [Name in keyof Rules]: object extends Pick<Rules, Name>
    ? Rules[Name] | null
    : Rules[Name];
};

/** The rules after an amendment. */
export function applyChanges(rules: RaffleRules, changes: RuleChanges): RaffleRules {
  return pickRules({ ...rules, ...changes });
}

/** The rules alone of an object that has other members too; `null` counts as absent. */
export function pickRules(from: WithRemovals<RaffleRules>): RaffleRules {
  const { chainHash = null, onePrizePerPerson = null, notice = null } = from;
  const { opensAt = null, closesAt = null, claimBy = null } = from;
  return {
    title: from.title,
    capacity: from.capacity,
    perPersonLimit: from.perPersonLimit,
    randomness: from.randomness,
    ...(chainHash === null ? {} : { chainHash }),
    prizes: from.prizes,
    reserves: from.reserves,
    ...(onePrizePerPerson === null ? {} : { onePrizePerPerson }),
    ...(opensAt === null ? {} : { opensAt }),
    ...(closesAt === null ? {} : { closesAt }),
    ...(claimBy === null ? {} : { claimBy }),
    ...(notice === null ? {} : { notice }),
  };
}
