import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';
import type { ChannelGroup as Group } from '../tracking/channel.ts';
import { explainMatch } from '../tracking/explain.ts';
import type { MatchLevel as Level } from '../tracking/match.ts';
import type { GraphqlContext } from './context.ts';
import { ChannelGroup, MatchLevel } from './enums.ts';
import { Tracker } from './tracker.ts';

@ObjectType({ description: 'A tracker as it was looked at.', simpleResolvers: true })
class ConsideredTracker {
  @Field(() => Tracker, { description: 'Which tracker.' })
  readonly tracker!: Tracker;

  @Field(() => MatchLevel, { description: 'By what it is chosen.' })
  readonly level!: Level;

  @Field(() => Boolean, { description: 'Its numbers are for this visit.' })
  readonly fits!: boolean;

  @Field(() => String, { description: 'Why, in one sentence.' })
  readonly reason!: string;
}

@ObjectType({
  description: 'A number of the page and whose number stands there instead.',
  simpleResolvers: true,
})
class MatchedNumber {
  @Field(() => String, { description: 'The number of the page, E.164.' })
  readonly number!: string;

  @Field(() => Tracker, { nullable: true, description: 'The tracker; null where the number stays as it is.' })
  readonly tracker!: Tracker | null;
}

@ObjectType({ description: 'Which tracker wins for a visit, and why.', simpleResolvers: true })
class TrackerMatch {
  @Field(() => String, { description: 'Where the visit would come from: `google`.' })
  readonly source!: string;

  @Field(() => String, { description: 'The kind of source: `cpc`.' })
  readonly medium!: string;

  @Field(() => String, { nullable: true, description: 'The campaign.' })
  readonly campaign!: string | null;

  @Field(() => ChannelGroup, { description: 'The kind of channel.' })
  readonly channel!: Group;

  @Field(() => String, { description: 'Why it is that channel, in one sentence.' })
  readonly channelReason!: string;

  @Field(() => [MatchedNumber], { description: 'Every number that trackers of the company replace.' })
  readonly numbers!: readonly MatchedNumber[];

  @Field(() => [ConsideredTracker], {
    description:
      'Every tracker of the company in the order they are asked; for each number the first that fits and replaces it wins.',
  })
  readonly considered!: readonly ConsideredTracker[];
}

@Resolver(() => TrackerMatch)
export class TrackerMatchResolver {
  @Query(() => TrackerMatch, {
    description:
      'What a visitor who arrives at `url` from `referrer` would be shown, and why. Nothing is stored.',
  })
  async trackerMatch(
    @Arg('url', () => String, { description: 'The landing page as a full address.' }) url: string,
    @Arg('referrer', () => String, { nullable: true, description: 'The page before, as a full address.' })
    referrer: string | null | undefined,
    @Arg('companyId', () => ID, {
      nullable: true,
      description: 'Whose page it is; may be left out where the account has one company.',
    })
    companyId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<TrackerMatch> {
    const nouns = await context.nouns();
    const { companies } = nouns.setup;
    const [only] = companies.values();
    const company = companyId
      ? companies.get(idIn('Company', companyId, 'companyId'))
      : companies.size === 1
        ? only
        : undefined;
    if (!company) throw new Refusal('NOT_FOUND', 'Say which company of this account is meant.', 'companyId');
    const { considered, numbers, ...visit } = explainMatch(nouns.setup, company, url, referrer ?? null);
    return {
      ...visit,
      numbers: numbers.map(({ number, tracker }) => ({
        number,
        tracker: tracker && nouns.tracker(tracker.id),
      })),
      considered: considered.map((one) => ({ ...one, tracker: nouns.tracker(one.tracker.id) })),
    };
  }
}
