/** The times of the delivery stage. Seconds unless the name says otherwise. */
export interface DeliveryTuning {
  /** A delivery in SENDING this long belongs to a worker that died. Longer than any attempt may take. */
  readonly lostAfter: number;
  /** Until the next turn of a delivery that could not be taken. */
  readonly again: number;
  /** Before the second try; each further one waits five times as long, up to `longestBackoff`. */
  readonly firstBackoff: number;
  readonly longestBackoff: number;
  /** From acceptance to the first question what became of it: vendors answer no sooner. */
  readonly firstConfirm: number;
  /** Ends an attempt earlier than the action itself asks for. */
  readonly longestAttempt: number;
  /** How long an action may still take to end once its time is up; then it counts as unanswered. */
  readonly lastWord: number;
  /** Longest that all of a linked account waits because its vendor asked one delivery for patience. */
  readonly longestHold: number;
  /** Attempts in a row that found the vendor dead, after which its linked account is paused. */
  readonly failuresToPause: number;
  /** The first pause; each further one is twice as long, up to `longestPause`. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** How long a try to see whether the vendor is back keeps others from trying too. */
  readonly probe: number;
  /** Attempts in a row that found the vendor dead, after which the owner is told. */
  readonly failuresToTell: number;
  /** A delivery that is due this long and in no queue has lost its turn; looked for as often. */
  readonly forgotten: number;
  /** How often the queue is asked even without a notification, and looked over for jobs of dead workers. */
  readonly poll: number;
  readonly lookOver: number;
}

export const usualTuning: DeliveryTuning = {
  lostAfter: 90,
  again: 3,
  firstBackoff: 5,
  longestBackoff: 6 * 3600,
  firstConfirm: 1800,
  longestAttempt: 60,
  lastWord: 3,
  longestHold: 60,
  failuresToPause: 5,
  firstPause: 30,
  longestPause: 900,
  probe: 30,
  failuresToTell: 9,
  forgotten: 900,
  poll: 2,
  lookOver: 30,
};
