import type { CallQuery } from '../../generated/graphql.ts';

/** A call as its page shows it. */
export type Call = NonNullable<CallQuery['call']>;
