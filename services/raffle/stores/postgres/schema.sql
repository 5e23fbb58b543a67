CREATE TABLE checkpoints (
  raffle text COLLATE "C" NOT NULL,
  size integer NOT NULL,
  root text COLLATE "C" NOT NULL
);
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (raffle, size);
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_raffle_fkey FOREIGN KEY (raffle) REFERENCES raffles(id);
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_root_check CHECK ((root ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_size_check CHECK ((size >= 1));
CREATE TABLE entries (
  raffle text COLLATE "C" NOT NULL,
  index integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  public text COLLATE "C" NOT NULL,
  private text COLLATE "C" NOT NULL
);
ALTER TABLE entries ADD CONSTRAINT entries_index_check CHECK ((index >= 0));
ALTER TABLE entries ADD CONSTRAINT entries_pkey PRIMARY KEY (raffle, index);
CREATE UNIQUE INDEX entries_one_cancellation ON raffle.entries USING btree (raffle) WHERE (type = 'raffle-cancelled'::text);
CREATE UNIQUE INDEX entries_one_closing ON raffle.entries USING btree (raffle) WHERE (type = 'raffle-closed'::text);
CREATE UNIQUE INDEX entries_one_draw ON raffle.entries USING btree (raffle) WHERE (type = 'raffle-drawn'::text);
CREATE UNIQUE INDEX entries_one_opening ON raffle.entries USING btree (raffle) WHERE (type = 'raffle-opened'::text);
CREATE TRIGGER entries_are_final BEFORE UPDATE ON raffle.entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();
CREATE TRIGGER entries_follow_each_other AFTER INSERT ON raffle.entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_next_entries();
CREATE TABLE idempotency_keys (
  raffle text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  first integer NOT NULL
);
ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (raffle, owner, key, type);
CREATE TABLE migrations (
  number integer NOT NULL,
  name text NOT NULL,
  digest text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE migrations ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);
CREATE TABLE raffles (
  id text COLLATE "C" NOT NULL,
  size integer NOT NULL,
  capacity integer NOT NULL,
  per_person_limit integer NOT NULL,
  is_deleted boolean NOT NULL DEFAULT false,
  opened_at text COLLATE "C" NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE raffles ADD CONSTRAINT raffles_capacity_check CHECK ((capacity >= 1));
ALTER TABLE raffles ADD CONSTRAINT raffles_id_capacity_per_person_limit_key UNIQUE (id, capacity, per_person_limit);
ALTER TABLE raffles ADD CONSTRAINT raffles_per_person_limit_check CHECK ((per_person_limit >= 1));
ALTER TABLE raffles ADD CONSTRAINT raffles_pkey PRIMARY KEY (id);
ALTER TABLE raffles ADD CONSTRAINT raffles_size_check CHECK ((size >= 0));
CREATE UNIQUE INDEX raffles_id_without_case ON raffle.raffles USING btree (lower(id));
CREATE TABLE valid_tickets (
  raffle text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  holder text COLLATE "C" NOT NULL,
  slot integer NOT NULL,
  sale integer NOT NULL,
  capacity integer NOT NULL,
  per_person_limit integer NOT NULL
);
ALTER TABLE valid_tickets ADD CONSTRAINT valid_tickets_capacity CHECK ((number <= capacity));
ALTER TABLE valid_tickets ADD CONSTRAINT valid_tickets_limit CHECK ((slot <= per_person_limit));
ALTER TABLE valid_tickets ADD CONSTRAINT valid_tickets_number_check CHECK ((number >= 1));
ALTER TABLE valid_tickets ADD CONSTRAINT valid_tickets_pkey PRIMARY KEY (raffle, number);
ALTER TABLE valid_tickets ADD CONSTRAINT valid_tickets_raffle_capacity_per_person_limit_fkey FOREIGN KEY (raffle, capacity, per_person_limit) REFERENCES raffles(id, capacity, per_person_limit);
ALTER TABLE valid_tickets ADD CONSTRAINT valid_tickets_raffle_holder_slot_key UNIQUE (raffle, holder, slot);
ALTER TABLE valid_tickets ADD CONSTRAINT valid_tickets_slot_check CHECK ((slot >= 1));
CREATE OR REPLACE FUNCTION raffle.refuse_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'entries are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $function$
;
CREATE OR REPLACE FUNCTION raffle.require_next_entries()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'raffle', 'pg_temp'
AS $function$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT raffle, min(index) AS first, max(index) AS last, count(*) AS count
      FROM added GROUP BY raffle
    ) AS batch
    WHERE batch.last - batch.first + 1 <> batch.count
      OR NOT EXISTS (SELECT FROM raffles WHERE id = batch.raffle AND NOT is_deleted)
      OR batch.first > 0 AND NOT EXISTS (
        SELECT FROM entries WHERE raffle = batch.raffle AND index = batch.first - 1
      )
  ) THEN
    RAISE EXCEPTION 'entries do not follow the last one of their raffle'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $function$
;
