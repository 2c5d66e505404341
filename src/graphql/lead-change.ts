import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { LeadHistoryRow } from '../leads/history.ts';
import { ApiKey } from './api-key.ts';
import { Automation } from './automation.ts';
import type { GraphqlContext } from './context.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'One field of a lead that became another.', simpleResolvers: true })
export class LeadChange {
  readonly authorId!: string | null;
  readonly automationId!: string | null;

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
  authorId: row.authorId,
  automationId: row.automationId,
  callVersion: row.callVersion,
  field: row.field,
  before: row.before,
  after: row.after,
  at: row.at,
});

@Resolver(() => LeadChange)
export class LeadChangeResolver {
  @FieldResolver(() => ApiKey, { nullable: true, description: 'The key of who changed it.' })
  author(
    @Root() { authorId }: LeadChange,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ApiKey | null> | null {
    return authorId ? loaders.apiKey.load(authorId) : null;
  }

  @FieldResolver(() => Automation, {
    nullable: true,
    description: 'The automation that changed it. Neither author nor automation: it followed from the call.',
  })
  async automation(
    @Root() { automationId }: LeadChange,
    @Ctx() { nouns }: GraphqlContext,
  ): Promise<Automation | null> {
    return (await nouns()).automationOrNull(automationId);
  }
}
