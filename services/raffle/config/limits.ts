/** Limits of network input and of the work it may cause. Each name ends with its unit. */
export const limits = {
  purchaseBodyBytesMax: 1_024,
  /** A notice of the longest texts in a script of three bytes per character has about 30 kB. */
  adminBodyBytesMax: 65_536,
  /** All stored pictures together: 200 of the largest. Pictures that were shown stay in memory. */
  picturesBytesMax: 100_000_000,
  /** Read before the client is authenticated. */
  enrolmentBodyBytesMax: 1_024,
  /** How long a request with a body that is too large may go on sending before it is refused. */
  bodyDropMsMax: 1_000,
  /** A connection whose headers take longer is closed. */
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** Interval of the check of these two. */
  connectionsCheckMs: 1_000,
  /**
   * A connection is closed after this time without a byte in either direction. Longer than the
   * heartbeat of the live streams, and than the longest work before an answer.
   */
  connectionIdleMsMax: 60_000,
  /**
   * Connections in total and, without a proxy in front, from one network. Fewer if the process may
   * not open as many files: see `connectionLimits`.
   */
  connectionsMax: 50_000,
  connectionsPerNetworkMax: 5_000,
  /** With fewer possible connections than this, a warning is logged at the start. */
  connectionsFew: 200,
  /** Minimum of file descriptors reserved for other uses than connections. */
  reservedFilesMin: 64,
  /** How long a shutdown waits for accepted requests. */
  drainMsMax: 10_000,
  drainCheckMs: 20,
  /** Queue length of one raffle's changes; a further one is refused as `overloaded`. */
  changesWaitingMax: 10_000,
  /**
   * Purchases of one account that are refused or repeat an earlier one, per window: 30 a second,
   * which a person does not reach even with many tabs.
   */
  fruitlessPurchasesPerAccountMax: 600,
  fruitlessPurchasesWindowSeconds: 20,
  /** Changes of the details of one account in an hour: each takes space in the journal. */
  detailChangesPerAccountPerHourMax: 60,
  /** Live streams in total, and from one network (IPv4 address or IPv6 /64), such as a school's. */
  streamsMax: 20_000,
  streamsPerNetworkMax: 1_000,
  /** Live streams of one person in known browsers; they do not count for the network. */
  streamsPerKnownPersonMax: 4,
  /** A client with more unread bytes is disconnected; it reconnects and gets the newest state. */
  streamBacklogBytesMax: 65_536,
  streamHeartbeatMs: 15_000,
  /** Least time between two broadcasts of one raffle. The last state is always sent. */
  streamIntervalMs: 250,
  /** What one client is sent on average: a raffle with a long notice is sent less often. */
  streamBytesPerSecondMax: 131_072,
  /** Share of the event loop's time for all broadcasts. */
  streamLoopShareMax: 0.15,
  /** Clients written to before the event loop continues: about a millisecond. */
  streamReadersPerSlice: 100,
  /** Concurrent downloads of a log, in total and from one network; each buffers one chunk. */
  logReadersMax: 1_000,
  logReadersPerNetworkMax: 200,
  /** Time of all requests but purchases in a turn of the event loop, while no ticket is being sold. */
  otherTurnMsMax: 2,
  /** Share of the event loop's time for all requests but purchases … */
  otherLoopShareMax: 0.4,
  /** … during this time after a purchase. */
  sellingMs: 1_000,
  /** Maximum length of a path in a log line. */
  loggedPathLengthMax: 256,
  /** Log lines for failed requests with the same status, per window; further ones are counted. */
  failedRequestLinesMax: 100,
  failedRequestLinesPerMs: 10_000,
  /** Timeout of one beacon relay; all of them together stay below a client's timeout. */
  beaconRelayTimeoutMs: 2_000,
  /** Timeout of one request to a witness, and concurrent requests to one; twice as many urgent ones. */
  witnessTimeoutMs: 5_000,
  witnessRequestsMax: 4,
  /** Codes requested from one network: for one mailbox, and in total (see `CodeRateLimiter`). */
  codesPerMailboxPerHourMax: 5,
  codesPerNetworkPerHourMax: 600,
  /** Sign-ins with an organisation. They send no mail, so the limit is higher. */
  organisationSignInsPerNetworkPerHourMax: 1_000,
  /** Sign-ins in progress; a further one replaces the oldest. */
  organisationSignInsMax: 20_000,
} as const;

/** Limits of sign-in codes. */
export interface CodeRateLimits {
  /** Codes for one mailbox requested from one network in an hour. */
  readonly perMailboxMax: number;
  /** Codes requested from one network in an hour, before successful sign-ins raise the limit. */
  readonly perNetworkMax: number;
}
