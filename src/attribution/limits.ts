/** Leases that began this long before a call are looked at, seconds: people keep a number and call later. */
export const horizonSeconds = 86_400;
/** Enough of the latest leases of a number: earlier ones weigh next to nothing beside them. */
export const mostLeases = 6;
