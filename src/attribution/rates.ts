/**
 * How often people call, as calls to be expected a minute, by minutes that have passed. Assumed for every
 * company alike and rounded towards doubt: what these numbers make too much of others ends as AMBIGUOUS,
 * what they make too little of as a wrong credit. `npm run truth` says how far they may be off.
 */

/** Share of visits that call. */
export const callers = 0.05;

/** A page open for so long. Most call within minutes; who reads for an hour may do so for another. */
export const whileOpen = (age: number): number => (callers * 0.6) / (age + 1.5);

/** A page closed for so long: one in eight calls comes then, within minutes. */
export const afterClosing = (lag: number): number => callers * (0.12 / 4) * Math.exp(-lag / 4);

/** Very few keep a number to call it later, and then at any hour of the next two days. */
export const later = (lag: number): number => (callers * 0.0035) / (lag + 10);
/** Visits of which such a call is still to come. */
export const laterStill = (lag: number): number =>
  callers * 0.0035 * Math.max(0, Math.log((2 * 1_440) / Math.max(1, lag)));

/** Somebody who called so long ago: one in eight does again, half of them within the day. */
export const again = (lag: number): number => 0.12 / (1_200 * (1 + lag / 1_200) ** 2);
/** Callers of whom such a call is still to come. */
export const againStill = (lag: number): number => 0.12 / (1 + lag / 1_200);

/** Somebody who has just pressed the number, and one who did a minute or two ago. */
export const pressedNow = 1;
export const pressedLately = 0.15;

/** Calls by people who were on no page, against those by visitors: misdialled, or told the number. */
export const strays = 0.005;
/** A number of the page itself is called by people no visit is known of. */
export const ofThePage = 0.005;
