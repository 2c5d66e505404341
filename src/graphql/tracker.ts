import { Arg, Args, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { TrackerKind as Kind } from '../../integrations/kit/vocabulary.ts';
import { typedId } from '../ids.ts';
import { optionalIdIn } from '../input.ts';
import type { Tracker as TrackerRow } from '../setup/setup.ts';
import type { ChannelGroup as Group } from '../tracking/channel.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { ChannelGroup, TrackerKind } from './enums.ts';
import { answerWith, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';
import { CreateTrackerInput, UpdateTrackerInput } from './tracker-input.ts';
import type { TrackingNumber } from './tracking-number.ts';

@ObjectType({ description: 'What a number stands for.', implements: Node, simpleResolvers: true })
export class Tracker extends Node {
  @Field(() => Company, { description: 'Whose calls it tracks.' })
  readonly company!: Company;

  @Field(() => TrackerKind, { description: 'What its numbers stand for.' })
  readonly kind!: Kind;

  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => String, { description: 'Where calls go, E.164.' })
  readonly destination!: string;

  @Field(() => String, { nullable: true, description: 'Said to the person who answers, before the bridge.' })
  readonly whisper!: string | null;

  @Field(() => Int, { description: 'Seconds it rings before the caller is told that nobody answers.' })
  readonly ringSeconds!: number;

  @Field(() => Boolean, { description: 'Callers nobody answers may leave a message.' })
  readonly voicemail!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'OFFLINE and SOURCE: what a call is credited to. SOURCE: also which visits see the number.',
  })
  readonly source!: string | null;

  @Field(() => String, { nullable: true, description: 'The medium a call is credited to.' })
  readonly medium!: string | null;

  @Field(() => String, { nullable: true, description: 'The campaign a call is credited to.' })
  readonly campaign!: string | null;

  @Field(() => [String], {
    description: 'Numbers on the page that are replaced, E.164. Empty: every number of the destination.',
  })
  readonly swapNumbers!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'VISITOR: shown when every number of the pool is taken, E.164.',
  })
  readonly fallbackNumber!: string | null;

  @Field(() => Int, {
    description: 'VISITOR: seconds a number stays with a session after its last sign of life.',
  })
  readonly leaseSeconds!: number;

  @Field(() => String, {
    nullable: true,
    description: "SOURCE: a parameter of the landing page's address, `ref=flyer`, or `ref` for any value.",
  })
  readonly landingParameter!: string | null;

  @Field(() => [String], { description: 'SOURCE: visitors from these hosts and their subdomains.' })
  readonly referrerHosts!: readonly string[];

  @Field(() => ChannelGroup, { nullable: true, description: 'SOURCE: visitors of this kind of channel.' })
  readonly referrerGroup!: Group | null;

  @Field(() => Boolean, { description: 'SOURCE: for every visit that nothing else fits.' })
  readonly isDefault!: boolean;

  @Field(() => Int, {
    description: 'VISITOR: seconds after a lease in which its visitor may still be the caller.',
  })
  readonly graceSeconds!: number;

  @Field(() => Int, { description: 'VISITOR: seconds a number rests after a lease.' })
  readonly cooldownSeconds!: number;

  @Field(() => Boolean, { description: "VISITOR: numbers of the visitor's area are preferred." })
  readonly localNumbers!: boolean;

  @Field(() => Boolean, { description: 'Its numbers are shown to visitors. Calls are taken either way.' })
  readonly active!: boolean;

  /** A field of the schema by `TrackerNumbersResolver`: this file comes before the numbers'. */
  readonly numbers!: readonly TrackingNumber[];

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

/** Its numbers know it in turn, so they are added by who makes both. */
export const trackerOf = (
  row: TrackerRow,
  company: Company,
  numbers: readonly TrackingNumber[],
): Tracker => ({
  id: typedId('Tracker', row.id),
  company,
  kind: row.kind,
  name: row.name,
  destination: row.destination,
  whisper: row.whisper,
  ringSeconds: row.ringSeconds,
  voicemail: row.voicemail,
  source: row.source,
  medium: row.medium,
  campaign: row.campaign,
  swapNumbers: row.swapNumbers,
  fallbackNumber: row.fallbackNumber,
  leaseSeconds: row.leaseSeconds,
  landingParameter: row.landingParameter,
  referrerHosts: row.referrerHosts,
  referrerGroup: row.referrerGroup,
  isDefault: row.isDefault,
  graceSeconds: row.graceSeconds,
  cooldownSeconds: row.cooldownSeconds,
  localNumbers: row.localNumbers,
  active: row.active,
  numbers,
  createdAt: row.createdAt,
});

const TrackerConnection = connectionOf('Tracker', () => Tracker);

@ObjectType({ simpleResolvers: true })
abstract class TrackerPayload extends Payload {
  @Field(() => Tracker, { nullable: true, description: 'The tracker; null when it was refused.' })
  readonly tracker!: Tracker | null;
}

@ObjectType({ description: 'The new tracker.', simpleResolvers: true })
class CreateTrackerPayload extends TrackerPayload {}

@ObjectType({ description: 'The changed tracker.', simpleResolvers: true })
class UpdateTrackerPayload extends TrackerPayload {}

const answerTracker = (context: GraphqlContext, work: () => Promise<string>): Promise<TrackerPayload> =>
  answerWith(context, work, (nouns, id) => ({ tracker: nouns.tracker(id) }));

@Resolver(() => Tracker)
export class TrackerResolver {
  @Query(() => TrackerConnection, { description: 'The trackers, oldest first.' })
  async trackers(
    @Arg('companyId', () => ID, { nullable: true, description: 'Only those of this company.' })
    companyId: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Tracker>> {
    const nouns = await context.nouns();
    const company = optionalIdIn('Company', companyId, 'companyId');
    const rows = nouns.page('trackers', page, (row) => !company || row.companyId === company);
    return connect(rows, ({ id }) => nouns.tracker(id));
  }

  @Mutation(() => CreateTrackerPayload, { description: 'Makes a tracker with its numbers.' })
  createTracker(
    @Arg('input', () => CreateTrackerInput, { description: 'The new tracker.' }) input: CreateTrackerInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CreateTrackerPayload> {
    return answerTracker(context, () => context.features.setup.createTracker(context.reach, input));
  }

  @Mutation(() => UpdateTrackerPayload, {
    description: 'Changes a tracker. What is left out stays; null clears what may be empty.',
  })
  updateTracker(
    @Arg('input', () => UpdateTrackerInput, { description: 'What changes.' }) input: UpdateTrackerInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateTrackerPayload> {
    return answerTracker(context, () => context.features.setup.updateTracker(context.reach, input));
  }
}
