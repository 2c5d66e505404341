import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { idIn, optionalIdIn } from '../input.ts';
import { Money } from './call-parts.ts';
import type { GraphqlContext } from './context.ts';
import { IntegrationAction } from './integration.ts';
import { LinkedAccount } from './linked-account.ts';

@ObjectType({ description: 'Why calls did not count, and how many.', simpleResolvers: true })
class ReasonCount {
  @Field(() => String, { description: 'The reason, for a person.' })
  readonly reason!: string;

  @Field(() => Int, { description: 'How many calls.' })
  readonly count!: number;
}

@ObjectType({
  description:
    "What became of one day's calls at one place of a vendor. Each call counts once, as it stands now.",
  simpleResolvers: true,
})
class ConversionReportRow {
  @Field(() => LinkedAccount, { description: 'Through which linked account.' })
  readonly linkedAccount!: LinkedAccount;

  @Field(() => IntegrationAction, { description: 'What was done there.' })
  readonly action!: IntegrationAction;

  @Field(() => String, {
    description:
      "What tells two uses of the action apart: the conversion action's id. Empty where there is but one.",
  })
  readonly target!: string;

  @Field(() => String, { description: "The day the call began, the company's own: `2026-11-20`." })
  readonly day!: string;

  @Field(() => Int, { description: 'Reached the vendor: accepted, confirmed, rejected or taken back.' })
  readonly sent!: number;

  @Field(() => Int, { description: 'Taken in by the vendor, which has not decided yet.' })
  readonly accepted!: number;

  @Field(() => Int, { description: 'Counted by the vendor.' })
  readonly confirmed!: number;

  @Field(() => [ReasonCount], { description: 'Refused by the vendor, by its reason.' })
  readonly rejected!: readonly ReasonCount[];

  @Field(() => [ReasonCount], { description: 'Never sent, by reason.' })
  readonly skipped!: readonly ReasonCount[];

  @Field(() => Int, { description: 'Taken back.' })
  readonly retracted!: number;

  @Field(() => Int, { description: 'On the way, or waiting for another try.' })
  readonly waiting!: number;

  @Field(() => [Money], {
    description:
      'What the vendor was told that the accepted and confirmed calls are worth, by currency. Empty where it is told no value.',
  })
  readonly values!: readonly Money[];
}

@ObjectType({ description: "A file in a vendor's own import format.", simpleResolvers: true })
class ManualImport {
  @Field(() => String, { description: 'What to call it.' })
  readonly fileName!: string;

  @Field(() => String, { description: 'Its text.' })
  readonly content!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'More calls than fit into one file: give it as `after` for the next one. Null when this is the last.',
  })
  readonly next!: string | null;
}

const firstDay = "First day the calls began, each company's own: `2026-11-01`.";
const lastDay = 'Last day, counted too.';

@Resolver(() => ConversionReportRow)
export class ReconciliationResolver {
  @Query(() => [ConversionReportRow], {
    description:
      'What vendors were told, place by place and day by day, to hold against what they show. Oldest first.',
  })
  async conversionReport(
    @Arg('from', () => String, { description: firstDay }) from: string,
    @Arg('to', () => String, { description: lastDay }) to: string,
    @Arg('linkedAccountId', () => ID, { nullable: true, description: 'Only this linked account.' })
    linkedAccountId: string | null | undefined,
    @Ctx() { reach, features, nouns: nounsFor }: GraphqlContext,
  ): Promise<readonly ConversionReportRow[]> {
    const linkedAccount = optionalIdIn('LinkedAccount', linkedAccountId, 'linkedAccountId');
    const rows = await features.reconciliation(reach, { from, to, linkedAccountId: linkedAccount });
    const nouns = await nounsFor(rows.map((row) => row.linkedAccountId));
    return rows.map(({ linkedAccountId: id, integration, action, ...row }) => ({
      ...row,
      linkedAccount: nouns.linkedAccount(id),
      action: nouns.catalogue.action(integration, action),
    }));
  }

  @Query(() => ManualImport, {
    description: "The same calls as a file in the vendor's own import format, for people who upload by hand.",
  })
  manualImport(
    @Arg('linkedAccountId', () => ID, { description: 'The linked account.' }) linkedAccountId: string,
    @Arg('actionId', () => String, { description: 'Its action: `upload-conversion`.' }) actionId: string,
    @Arg('from', () => String, { description: firstDay }) from: string,
    @Arg('to', () => String, { description: lastDay }) to: string,
    @Arg('after', () => String, { nullable: true, description: '`next` of the file before this one.' })
    after: string | null | undefined,
    @Arg('rows', () => Int, {
      nullable: true,
      description:
        'Conversions in one file, up to 50,000, which is the default; those of one call stay together.',
    })
    rows: number | null | undefined,
    @Ctx() { reach, features }: GraphqlContext,
  ): Promise<ManualImport> {
    const id = idIn('LinkedAccount', linkedAccountId, 'linkedAccountId');
    const asked = { linkedAccountId: id, action: actionId, from, to };
    return features.manualImport(reach, { ...asked, after: after ?? null, rows: rows ?? null });
  }
}
