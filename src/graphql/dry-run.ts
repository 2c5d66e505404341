import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { DryRunResult } from '../past-calls/dry-run-result.ts';
import { Call } from './call.ts';
import type { GraphqlContext } from './context.ts';
import { IntegrationAction } from './integration.ts';
import { LinkedAccount } from './linked-account.ts';
import type { Nouns } from './nouns.ts';
import { Run } from './run.ts';

@ObjectType({ description: 'How often something would be skipped.', simpleResolvers: true })
class DryRunSkip {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;

  @Field(() => Int, { description: 'Deliveries.' })
  readonly count!: number;
}

@ObjectType({ description: 'How often something would be sent.', simpleResolvers: true })
class DryRunTarget {
  @Field(() => LinkedAccount, {
    nullable: true,
    description: 'Through which linked account; null: it is gone.',
  })
  readonly linkedAccount!: LinkedAccount | null;

  @Field(() => IntegrationAction, { description: 'What it would do there.' })
  readonly action!: IntegrationAction;

  @Field(() => Int, { description: 'Deliveries.' })
  readonly count!: number;
}

@ObjectType({ description: 'A delivery a dry run would have made.', simpleResolvers: true })
class DryRunDelivery {
  @Field(() => LinkedAccount, {
    nullable: true,
    description: 'Through which linked account; null: it is gone.',
  })
  readonly linkedAccount!: LinkedAccount | null;

  @Field(() => IntegrationAction, { description: 'What it would do there.' })
  readonly action!: IntegrationAction;

  @Field(() => String, {
    nullable: true,
    description: 'Why it would be skipped; null when it would be sent.',
  })
  readonly skipped!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The request as it would be sent, with numbers and tokens blacked out; null when the action cannot say, or the key is limited to companies: it tells of the account at the vendor.',
  })
  readonly request!: string | null;
}

@ObjectType({ description: 'A call a dry run looked at.', simpleResolvers: true })
class DryRunSample {
  readonly callId!: string;

  @Field(() => String, { description: 'What the rule would have done, or the first condition that failed.' })
  readonly reason!: string;

  @Field(() => [DryRunDelivery], { description: 'What would have been sent, or skipped.' })
  readonly deliveries!: readonly DryRunDelivery[];
}

@ObjectType({ description: 'Calls on which two versions of a rule differ.', simpleResolvers: true })
class DryRunDifference {
  readonly callIds!: readonly string[];

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ description: 'What a rule would have made of past calls.', simpleResolvers: true })
class DryRun {
  @Field(() => Int, { description: 'Calls that could have woken the rule, as far as they still show it.' })
  readonly woken!: number;

  @Field(() => Int, { description: 'Calls whose conditions held.' })
  readonly matched!: number;

  @Field(() => Int, { description: 'Deliveries that would have been sent.' })
  readonly sent!: number;

  @Field(() => [DryRunTarget], { description: 'Where they would have gone.' })
  readonly targets!: readonly DryRunTarget[];

  @Field(() => [DryRunSkip], {
    description: 'Deliveries that would have been skipped, by reason, most first.',
  })
  readonly skipped!: readonly DryRunSkip[];

  @Field(() => [DryRunSkip], {
    description:
      'Deliveries that would have been sent then, and would be skipped by a backfill today, by reason, most first.',
  })
  readonly tooLate!: readonly DryRunSkip[];

  @Field(() => [DryRunSample], { description: 'The first calls that matched, at most 10.' })
  readonly samples!: readonly DryRunSample[];

  @Field(() => [DryRunSample], { description: 'The first calls that did not match, at most 5.' })
  readonly unmatched!: readonly DryRunSample[];

  @Field(() => Int, {
    nullable: true,
    description: 'The version in force it is held against; null: none is.',
  })
  readonly against!: number | null;

  @Field(() => DryRunDifference, { description: 'Calls that match now and did not before.' })
  readonly added!: DryRunDifference;

  @Field(() => DryRunDifference, { description: 'Calls that matched before and do not now.' })
  readonly removed!: DryRunDifference;

  @Field(() => DryRunDifference, { description: 'Calls that match both, and would send something else.' })
  readonly changed!: DryRunDifference;
}

const skipsOf = (counts: DryRunResult['skipped']): readonly DryRunSkip[] =>
  Object.entries(counts)
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count);

const dryRunOf = (result: DryRunResult, nouns: Nouns): DryRun => {
  const where = (linkedAccountId: string, integration: string, action: string) => ({
    linkedAccount: nouns.linkedAccountOrNull(linkedAccountId),
    action: nouns.catalogue.action(integration, action),
  });
  const { woken, matched, sent, against, added, removed, changed } = result;
  return {
    ...{ woken, matched, sent, against, added, removed, changed },
    targets: Object.entries(result.targets).map(([name, count]) => {
      const [linkedAccountId = '', integration = '', action = ''] = name.split(' ');
      return { ...where(linkedAccountId, integration, action), count };
    }),
    skipped: skipsOf(result.skipped),
    tooLate: skipsOf(result.tooLate ?? {}),
    samples: result.samples.map(({ callId, reason, deliveries }) => ({
      callId,
      reason,
      deliveries: deliveries.map(({ linkedAccountId, integration, action, skipped, request }) => ({
        ...where(linkedAccountId, integration, action),
        skipped,
        request,
      })),
    })),
    unmatched: result.unmatched.map((sample) => ({ ...sample, deliveries: [] })),
  };
};

@Resolver(() => Run)
export class DryRunResolver {
  @FieldResolver(() => DryRun, {
    nullable: true,
    description: 'DRY_RUN: what it has found so far; null before it began.',
  })
  async dryRun(@Root() { row }: Run, @Ctx() { nouns }: GraphqlContext): Promise<DryRun | null> {
    if (row.kind !== 'DRY_RUN' || row.result === null) return null;
    return dryRunOf(row.result as DryRunResult, await nouns());
  }
}

@Resolver(() => DryRunSample)
export class DryRunSampleResolver {
  @FieldResolver(() => Call, { nullable: true, description: 'The call as it stands now.' })
  call(@Root() { callId }: DryRunSample, @Ctx() { loaders }: GraphqlContext): Promise<Call | null> {
    return loaders.call.load(callId);
  }
}

@Resolver(() => DryRunDifference)
export class DryRunDifferenceResolver {
  @FieldResolver(() => [Call], { description: 'The first of them, at most 20, as they stand now.' })
  async calls(
    @Root() { callIds }: DryRunDifference,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly Call[]> {
    const calls = await Promise.all(callIds.map((id) => loaders.call.load(id)));
    return calls.filter((call) => call !== null);
  }
}
