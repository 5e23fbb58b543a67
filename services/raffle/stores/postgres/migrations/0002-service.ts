/** What the service stores beside raffles. Tables that are not logged are empty after a crash. */
export const service = `
CREATE TABLE accounts (
  id text COLLATE "C" PRIMARY KEY,
  email text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  language text COLLATE "C",
  name text COLLATE "C",
  phone text COLLATE "C",
  may_show_name boolean,
  epoch integer NOT NULL DEFAULT 0 CHECK (epoch >= 0)
);

-- The journal of operators' keys and invitations. entry: JSON.
CREATE TABLE key_entries (
  index integer PRIMARY KEY CHECK (index >= 0),
  entry text COLLATE "C" NOT NULL
);

-- Used nonces. claim: made up for each attempt, so that an attempt can be repeated. Unix seconds.
CREATE TABLE nonces (
  nonce text COLLATE "C" PRIMARY KEY,
  claim text COLLATE "C" NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX nonces_by_expiry ON nonces (expires_at);
-- Hours in which nonces expired that are not stored any more: 3,600 seconds from \`hour\` * 3,600.
CREATE TABLE forgotten_nonce_hours (hour bigint PRIMARY KEY);
CREATE TABLE key_uses (
  keyid text COLLATE "C" PRIMARY KEY,
  used_at bigint NOT NULL
);

-- The last mark of each sale. sale: log index.
CREATE TABLE payments (
  raffle text COLLATE "C" NOT NULL,
  sale integer NOT NULL CHECK (sale >= 0),
  paid boolean NOT NULL,
  marked_by text COLLATE "C" NOT NULL,
  marked_at text COLLATE "C" NOT NULL,
  PRIMARY KEY (raffle, sale)
);

-- Of a witness and a size only the first cosignature. time: Unix seconds.
CREATE TABLE cosignatures (
  raffle text COLLATE "C" NOT NULL,
  witness text COLLATE "C" NOT NULL,
  size integer NOT NULL CHECK (size >= 1),
  position bigint GENERATED ALWAYS AS IDENTITY,
  time bigint NOT NULL,
  line text COLLATE "C" NOT NULL,
  PRIMARY KEY (raffle, witness, size)
);
CREATE TABLE witness_alarms (
  raffle text COLLATE "C" NOT NULL,
  witness text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  raised_at text COLLATE "C" NOT NULL,
  PRIMARY KEY (raffle, witness)
);

CREATE TABLE pictures (
  hash text COLLATE "C" PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  type text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL
);
ALTER TABLE pictures ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The secret with which the database began: a keyed digest. All pseudonyms derive from it.
CREATE TABLE secret (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  digest bytea NOT NULL
);

-- One row each. term: how many processes have done the scheduled work so far, one after the other.
CREATE TABLE leadership (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  term bigint NOT NULL DEFAULT 0
);
INSERT INTO leadership DEFAULT VALUES;
CREATE TABLE outbox (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  is_on boolean NOT NULL DEFAULT true
);
INSERT INTO outbox DEFAULT VALUES;

-- next_entry, next_offset: up to where a raffle's log was read for mails.
CREATE TABLE mail_progress (
  raffle text COLLATE "C" PRIMARY KEY,
  next_entry integer NOT NULL DEFAULT 0,
  next_offset integer NOT NULL DEFAULT 0,
  sent integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0
);
-- Mails that wait. mail: JSON. taken_in: the term in which a process began to send it last.
CREATE TABLE mails (
  id text COLLATE "C" PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  raffle text COLLATE "C" NOT NULL,
  queued_at text COLLATE "C" NOT NULL,
  mail text COLLATE "C" NOT NULL,
  taken_in bigint
);

-- challenge, mailbox, code: keyed digests.
CREATE UNLOGGED TABLE sign_in_codes (
  id text COLLATE "C" PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  challenge bytea NOT NULL,
  mailbox bytea NOT NULL,
  code bytea NOT NULL,
  tries_left integer NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_codes_by_challenge ON sign_in_codes (challenge);
CREATE INDEX sign_in_codes_by_expiry ON sign_in_codes (expires_at);

CREATE UNLOGGED TABLE organisation_attempts (
  id text COLLATE "C" PRIMARY KEY,
  attempt text COLLATE "C" NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX organisation_attempts_by_expiry ON organisation_attempts (expires_at);

-- bucket: keyed digest of what is limited.
CREATE UNLOGGED TABLE rate_limits (
  bucket bytea PRIMARY KEY,
  tokens double precision NOT NULL,
  read_at timestamptz NOT NULL,
  full_at timestamptz NOT NULL
);
CREATE INDEX rate_limits_by_fullness ON rate_limits (full_at);
`;
