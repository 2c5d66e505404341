/**
 * The ways an integration can fail, classed by what happens next.
 * `reason` is read by the person who connected the vendor: say what the vendor objected to.
 */
abstract class IntegrationError extends Error {
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = new.target.name;
    this.reason = reason;
  }
}

/** Longest that a vendor's word is taken for, seconds: its days end by then. */
const longestWait = 86_400;

/** The vendor is busy or briefly broken and has certainly not acted: the same request may go again. */
export class RetryLater extends IntegrationError {
  /**
   * Seconds the vendor asked us to wait, when it said so: at most a day, and undefined where what it said is no
   * time at all. A header gone wrong must neither put a delivery off for years nor send it again at once.
   */
  readonly afterSeconds: number | undefined;
  constructor(reason: string, afterSeconds?: number, options?: ErrorOptions) {
    super(reason, options);
    this.afterSeconds =
      afterSeconds !== undefined && afterSeconds >= 0 ? Math.min(afterSeconds, longestWait) : undefined;
  }
}

/** The authorisation is gone or lacks a right: nothing succeeds until a person reconnects. */
export class Reconnect extends IntegrationError {}

/** The vendor will never take this request as it is. */
export class Rejected extends IntegrationError {}

/**
 * The request may have reached the vendor and no answer came back (time-out, reset, truncated body).
 * Whether it acted is unknown, so the next try must first read back or rely on the vendor-side key.
 */
export class NoAnswer extends IntegrationError {}
