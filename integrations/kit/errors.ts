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

/** The vendor is busy or briefly broken and has certainly not acted: the same request may go again. */
export class RetryLater extends IntegrationError {
  /** Seconds the vendor asked us to wait, when it said so. */
  readonly afterSeconds: number | undefined;
  constructor(reason: string, afterSeconds?: number, options?: ErrorOptions) {
    super(reason, options);
    this.afterSeconds = afterSeconds;
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
