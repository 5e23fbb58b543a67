/** Raffles, their logs, and the constraints that hold even if the program is wrong. */
export const raffles = `
-- size: number of entries. The settings are those of the rules, for the foreign key of valid tickets.
CREATE TABLE raffles (
  id text COLLATE "C" PRIMARY KEY,
  size integer NOT NULL CHECK (size >= 0),
  capacity integer NOT NULL CHECK (capacity >= 1),
  per_person_limit integer NOT NULL CHECK (per_person_limit >= 1),
  is_deleted boolean NOT NULL DEFAULT false,
  opened_at text COLLATE "C" NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (id, capacity, per_person_limit)
);
-- Ids that differ in upper and lower case only are one id, also after a deletion.
CREATE UNIQUE INDEX raffles_id_without_case ON raffles (lower(id));

-- public: the leaf of the Merkle tree, canonical JSON. private: JSON.
-- An entry refers to the one before, so positions have no gap.
CREATE TABLE entries (
  raffle text COLLATE "C" NOT NULL REFERENCES raffles (id),
  index integer NOT NULL CHECK (index >= 0),
  previous integer GENERATED ALWAYS AS (CASE WHEN index > 0 THEN index - 1 END) STORED,
  type text COLLATE "C" NOT NULL,
  public text COLLATE "C" NOT NULL,
  private text COLLATE "C" NOT NULL,
  PRIMARY KEY (raffle, index),
  FOREIGN KEY (raffle, previous) REFERENCES entries (raffle, index)
);
CREATE UNIQUE INDEX entries_one_opening ON entries (raffle) WHERE type = 'raffle-opened';
CREATE UNIQUE INDEX entries_one_closing ON entries (raffle) WHERE type = 'raffle-closed';
CREATE UNIQUE INDEX entries_one_draw ON entries (raffle) WHERE type = 'raffle-drawn';
CREATE UNIQUE INDEX entries_one_cancellation ON entries (raffle) WHERE type = 'raffle-cancelled';

-- The ends of batches. root: of the Merkle tree over the first \`size\` entries; a checkpoint of this size
-- is never signed over another one.
CREATE TABLE checkpoints (
  raffle text COLLATE "C" NOT NULL REFERENCES raffles (id),
  size integer NOT NULL CHECK (size >= 1),
  root text COLLATE "C" NOT NULL CHECK (root ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (raffle, size)
);

-- sale: log index. A voided ticket is not here, so its number and slot are free.
CREATE TABLE valid_tickets (
  raffle text COLLATE "C" NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  holder text COLLATE "C" NOT NULL,
  slot integer NOT NULL CHECK (slot >= 1),
  sale integer NOT NULL,
  capacity integer NOT NULL,
  per_person_limit integer NOT NULL,
  PRIMARY KEY (raffle, number),
  UNIQUE (raffle, holder, slot),
  FOREIGN KEY (raffle, capacity, per_person_limit)
    REFERENCES raffles (id, capacity, per_person_limit),
  CONSTRAINT valid_tickets_capacity CHECK (number <= capacity),
  CONSTRAINT valid_tickets_limit CHECK (slot <= per_person_limit)
);

-- One request with an idempotency key leads to entries of one type once.
-- owner: the account, or the operator's key. first: log index of its first entry of the type.
CREATE TABLE idempotency_keys (
  raffle text COLLATE "C" NOT NULL REFERENCES raffles (id),
  owner text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  first integer NOT NULL,
  PRIMARY KEY (raffle, owner, key, type)
);
`;
