CREATE TABLE accounts (
  id text COLLATE "C" NOT NULL,
  email text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  language text COLLATE "C",
  name text COLLATE "C",
  phone text COLLATE "C",
  may_show_name boolean,
  epoch integer NOT NULL DEFAULT 0
);
ALTER TABLE accounts ADD CONSTRAINT accounts_epoch_check CHECK ((epoch >= 0));
ALTER TABLE accounts ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
CREATE TABLE checkpoints (
  raffle text COLLATE "C" NOT NULL,
  size integer NOT NULL,
  root text COLLATE "C" NOT NULL
);
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (raffle, size);
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_raffle_fkey FOREIGN KEY (raffle) REFERENCES raffles(id);
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_root_check CHECK ((root ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE checkpoints ADD CONSTRAINT checkpoints_size_check CHECK ((size >= 1));
CREATE TABLE cosignatures (
  raffle text COLLATE "C" NOT NULL,
  witness text COLLATE "C" NOT NULL,
  size integer NOT NULL,
  position bigint NOT NULL,
  time bigint NOT NULL,
  line text COLLATE "C" NOT NULL
);
ALTER TABLE cosignatures ADD CONSTRAINT cosignatures_pkey PRIMARY KEY (raffle, witness, size);
ALTER TABLE cosignatures ADD CONSTRAINT cosignatures_size_check CHECK ((size >= 1));
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
CREATE INDEX entries_without_sales ON raffle.entries USING btree (raffle, index, type) WHERE (type <> 'ticket-sold'::text);
CREATE TRIGGER entries_are_final BEFORE UPDATE ON raffle.entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();
CREATE TRIGGER entries_follow_each_other AFTER INSERT ON raffle.entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_next_entries();
CREATE TABLE forgotten_nonce_hours (
  hour bigint NOT NULL
);
ALTER TABLE forgotten_nonce_hours ADD CONSTRAINT forgotten_nonce_hours_pkey PRIMARY KEY (hour);
CREATE TABLE idempotency_keys (
  raffle text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  first integer NOT NULL
);
ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (raffle, owner, key, type);
CREATE TABLE key_entries (
  index integer NOT NULL,
  entry text COLLATE "C" NOT NULL
);
ALTER TABLE key_entries ADD CONSTRAINT key_entries_index_check CHECK ((index >= 0));
ALTER TABLE key_entries ADD CONSTRAINT key_entries_pkey PRIMARY KEY (index);
CREATE TABLE key_uses (
  keyid text COLLATE "C" NOT NULL,
  used_at bigint NOT NULL
);
ALTER TABLE key_uses ADD CONSTRAINT key_uses_pkey PRIMARY KEY (keyid);
CREATE TABLE leadership (
  id boolean NOT NULL DEFAULT true,
  term bigint NOT NULL DEFAULT 0
);
ALTER TABLE leadership ADD CONSTRAINT leadership_id_check CHECK (id);
ALTER TABLE leadership ADD CONSTRAINT leadership_pkey PRIMARY KEY (id);
CREATE TABLE mail_progress (
  raffle text COLLATE "C" NOT NULL,
  next_entry integer NOT NULL DEFAULT 0,
  next_offset integer NOT NULL DEFAULT 0,
  sent integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0
);
ALTER TABLE mail_progress ADD CONSTRAINT mail_progress_pkey PRIMARY KEY (raffle);
CREATE TABLE mails (
  id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  raffle text COLLATE "C" NOT NULL,
  queued_at text COLLATE "C" NOT NULL,
  mail text COLLATE "C" NOT NULL,
  taken_in bigint
);
ALTER TABLE mails ADD CONSTRAINT mails_pkey PRIMARY KEY (id);
CREATE TABLE migrations (
  number integer NOT NULL,
  name text NOT NULL,
  digest text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE migrations ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);
CREATE TABLE nonces (
  nonce text COLLATE "C" NOT NULL,
  claim text COLLATE "C" NOT NULL,
  expires_at bigint NOT NULL
);
ALTER TABLE nonces ADD CONSTRAINT nonces_pkey PRIMARY KEY (nonce);
CREATE INDEX nonces_by_expiry ON raffle.nonces USING btree (expires_at);
CREATE TABLE organisation_attempts (
  id text COLLATE "C" NOT NULL,
  attempt text COLLATE "C" NOT NULL,
  expires_at timestamp with time zone NOT NULL
);
ALTER TABLE organisation_attempts ADD CONSTRAINT organisation_attempts_pkey PRIMARY KEY (id);
CREATE INDEX organisation_attempts_by_expiry ON raffle.organisation_attempts USING btree (expires_at);
CREATE TABLE outbox (
  id boolean NOT NULL DEFAULT true,
  is_on boolean NOT NULL DEFAULT true
);
ALTER TABLE outbox ADD CONSTRAINT outbox_id_check CHECK (id);
ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
CREATE TABLE payments (
  raffle text COLLATE "C" NOT NULL,
  sale integer NOT NULL,
  paid boolean NOT NULL,
  marked_by text COLLATE "C" NOT NULL,
  marked_at text COLLATE "C" NOT NULL
);
ALTER TABLE payments ADD CONSTRAINT payments_pkey PRIMARY KEY (raffle, sale);
ALTER TABLE payments ADD CONSTRAINT payments_sale_check CHECK ((sale >= 0));
CREATE TABLE pictures (
  hash text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL
);
ALTER TABLE pictures ADD CONSTRAINT pictures_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE pictures ADD CONSTRAINT pictures_pkey PRIMARY KEY (hash);
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
CREATE TABLE rate_limits (
  bucket bytea NOT NULL,
  tokens double precision NOT NULL,
  read_at timestamp with time zone NOT NULL,
  full_at timestamp with time zone NOT NULL
);
ALTER TABLE rate_limits ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (bucket);
CREATE INDEX rate_limits_by_fullness ON raffle.rate_limits USING btree (full_at);
CREATE TABLE secret (
  id boolean NOT NULL DEFAULT true,
  digest bytea NOT NULL
);
ALTER TABLE secret ADD CONSTRAINT secret_id_check CHECK (id);
ALTER TABLE secret ADD CONSTRAINT secret_pkey PRIMARY KEY (id);
CREATE TABLE sign_in_codes (
  id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  challenge bytea NOT NULL,
  mailbox bytea NOT NULL,
  code bytea NOT NULL,
  tries_left integer NOT NULL,
  expires_at timestamp with time zone NOT NULL
);
ALTER TABLE sign_in_codes ADD CONSTRAINT sign_in_codes_pkey PRIMARY KEY (id);
CREATE INDEX sign_in_codes_by_challenge ON raffle.sign_in_codes USING btree (challenge);
CREATE INDEX sign_in_codes_by_expiry ON raffle.sign_in_codes USING btree (expires_at);
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
CREATE TABLE witness_alarms (
  raffle text COLLATE "C" NOT NULL,
  witness text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  raised_at text COLLATE "C" NOT NULL
);
ALTER TABLE witness_alarms ADD CONSTRAINT witness_alarms_pkey PRIMARY KEY (raffle, witness);
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
END $function$
;
