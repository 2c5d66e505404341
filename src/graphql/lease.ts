import { Field, ObjectType } from 'type-graphql';
import type { LeaseRow } from '../tracking/read-visitors.ts';
import type { Nouns } from './nouns.ts';
import { DateTime } from './scalars.ts';
import { Tracker } from './tracker.ts';
import { TrackingNumber } from './tracking-number.ts';

@ObjectType({ description: 'This number was shown to this visit, from when to when.', simpleResolvers: true })
export class Lease {
  @Field(() => TrackingNumber, { nullable: true, description: 'The number; null when it is gone.' })
  readonly number!: TrackingNumber | null;

  @Field(() => Tracker, { nullable: true, description: 'Of which pool; null when it is gone.' })
  readonly tracker!: Tracker | null;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the page it stands for, E.164, where the pool keeps numbers for that one.',
  })
  readonly target!: string | null;

  @Field(() => Boolean, {
    description: 'The pool was exhausted: this is its fallback, which others were shown too.',
  })
  readonly overflow!: boolean;

  @Field(() => DateTime, { description: 'When it was first shown.' })
  readonly shownAt!: string;

  @Field(() => DateTime, {
    description: 'Until when it is the visitor’s unless the page shows that it is still open; then it rests.',
  })
  readonly expiresAt!: string;

  @Field(() => Boolean, { description: 'Whether it is the visitor’s at this moment.' })
  readonly current!: boolean;
}

export const leaseOf = (row: LeaseRow, nouns: Nouns): Lease => ({
  number: nouns.numberOrNull(row.numberId),
  tracker: nouns.trackerOrNull(row.trackerId),
  target: row.target,
  overflow: row.overflow,
  shownAt: row.shownAt,
  expiresAt: row.expiresAt,
  current: Date.parse(row.expiresAt) > Date.now(),
});
