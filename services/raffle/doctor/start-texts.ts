// What both a start and `raffle doctor` say. The checks themselves load the client of PostgreSQL.

/** The faults of a data folder that is missing or new, for the start and for `raffle doctor`. */
export const newFolderTexts = {
  refused: (dataDir: string) =>
    `RAFFLE_DATA_DIR: ${dataDir} holds no raffle. If it should, its disk is perhaps not mounted. Nothing was made there. To begin a new data folder, set RAFFLE_NEW_DATA_DIR=on for its first start.`,
  stillExpected: (dataDir: string) =>
    `RAFFLE_NEW_DATA_DIR is on, and ${dataDir} is in use. Unset it, so that a start without this folder is refused.`,
};

export const noOperatorText =
  'No operator key is enrolled, so no raffle can be opened, closed or drawn. Set RAFFLE_ADMIN_KEYS_FILE and start again.';

export const splitPolicyText =
  'RAFFLE_WITNESS_POLICY: two groups of witnesses that have no member in common could each meet the quorum, so two histories of a raffle could both be cosigned. Require more than half of the witnesses.';
