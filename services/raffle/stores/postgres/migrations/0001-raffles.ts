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
CREATE TABLE entries (
  raffle text COLLATE "C" NOT NULL,
  index integer NOT NULL CHECK (index >= 0),
  type text COLLATE "C" NOT NULL,
  public text COLLATE "C" NOT NULL,
  private text COLLATE "C" NOT NULL,
  PRIMARY KEY (raffle, index)
);
CREATE UNIQUE INDEX entries_one_opening ON entries (raffle) WHERE type = 'raffle-opened';
CREATE UNIQUE INDEX entries_one_closing ON entries (raffle) WHERE type = 'raffle-closed';
CREATE UNIQUE INDEX entries_one_draw ON entries (raffle) WHERE type = 'raffle-drawn';
CREATE UNIQUE INDEX entries_one_cancellation ON entries (raffle) WHERE type = 'raffle-cancelled';


-- Entries follow each other without a gap, in a raffle that exists. One check for a whole batch: a
-- foreign key would check each entry.
-- Each look-up is a query of its own, so that it uses the primary key however large the table is.
CREATE FUNCTION require_next_entries() RETURNS trigger
LANGUAGE plpgsql SET search_path = raffle, pg_temp AS $$
DECLARE
  batch record;
  is_next boolean;
BEGIN
  FOR batch IN
    SELECT raffle, min(index) AS first, max(index) AS last, count(*) AS count
    FROM added GROUP BY raffle
  LOOP
    is_next := batch.last - batch.first + 1 = batch.count;
    PERFORM FROM raffles WHERE id = batch.raffle AND NOT is_deleted;
    is_next := is_next AND FOUND;
    IF batch.first > 0 THEN
      PERFORM FROM entries WHERE raffle = batch.raffle AND index = batch.first - 1;
      is_next := is_next AND FOUND;
    END IF;
    IF NOT is_next THEN
      RAISE EXCEPTION 'entries do not follow the last one of their raffle'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER entries_follow_each_other AFTER INSERT ON entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_next_entries();

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER entries_are_final BEFORE UPDATE ON entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

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
-- owner: the participant, or the operator's key. first: log index of its first entry of the type.
CREATE TABLE idempotency_keys (
  raffle text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  first integer NOT NULL,
  PRIMARY KEY (raffle, owner, key, type)
);
`;
