import { Field, Int, ObjectType } from 'type-graphql';
import type { LeadHistoryRow } from '../leads/history.ts';
import { Actor, actorOf } from './actor.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'One field of a lead that became another.', simpleResolvers: true })
export class LeadChange {
  @Field(() => Actor, { description: 'Who changed it; Ringpath where it followed from the call.' })
  readonly author!: Actor;

  @Field(() => Int, { description: 'The version of the call that brought it.' })
  readonly callVersion!: number;

  @Field(() => String, {
    description:
      '`leadStatus`, `value`, `assignee`, `score`, `tags`, or `custom:` and the key of a custom field.',
  })
  readonly field!: string;

  @Field(() => String, { nullable: true, description: 'What it was, as a person reads it; null: nothing.' })
  readonly before!: string | null;

  @Field(() => String, { nullable: true, description: 'What it became; null: nothing.' })
  readonly after!: string | null;

  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: string;
}

export const leadChangeOf = (row: LeadHistoryRow): LeadChange => ({
  author: actorOf(row),
  callVersion: row.callVersion,
  field: row.field,
  before: row.before,
  after: row.after,
  at: row.at,
});
