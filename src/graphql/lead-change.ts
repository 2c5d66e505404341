import { Field, Int, ObjectType } from 'type-graphql';
import type { LeadHistoryRow } from '../leads/history.ts';
import { fieldLabel, parts } from '../leads/parts/parts.ts';
import type { Setup } from '../setup/setup.ts';
import { Actor, actorOf } from './actor.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'One field of a lead that became another.', simpleResolvers: true })
export class LeadChange {
  @Field(() => Actor, { description: 'Who changed it; Ringpath where it followed from the call.' })
  readonly author!: Actor;

  @Field(() => Int, { description: 'The version of the call that brought it.' })
  readonly callVersion!: number;

  @Field(() => String, {
    description: `One of ${parts.map(({ name }) => `\`${name}\``).join(', ')}; \`custom\` with the key of the field, \`custom:job_type\`.`,
  })
  readonly field!: string;

  @Field(() => String, {
    description: 'What people call this field: “Status”, or the name of a custom field.',
  })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: 'What it was, as a person reads it; null: nothing.' })
  readonly before!: string | null;

  @Field(() => String, { nullable: true, description: 'What it became; null: nothing.' })
  readonly after!: string | null;

  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: string;
}

export const leadChangeOf = (row: LeadHistoryRow, setup: Setup): LeadChange => ({
  author: actorOf(row),
  callVersion: row.callVersion,
  field: row.field,
  label: fieldLabel(row.field, setup),
  before: row.before,
  after: row.after,
  at: row.at,
});
