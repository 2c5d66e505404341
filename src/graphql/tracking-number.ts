import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { nationalFormat } from '../../integrations/kit/phone.ts';
import { typedId } from '../ids.ts';
import { optionalIdIn } from '../input.ts';
import type { TrackingNumber as NumberRow } from '../setup/setup.ts';
import type { GraphqlContext } from './context.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';
import { Tracker } from './tracker.ts';

@ObjectType({ description: 'One phone number at a carrier.', implements: Node, simpleResolvers: true })
export class TrackingNumber extends Node {
  @Field(() => String, { description: 'E.164.' })
  readonly number!: string;

  @Field(() => String, { description: 'As people of its country write it: `(212) 555-0142`.' })
  readonly nationalFormat!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the page it is kept for and rings, E.164; null for any of its tracker.',
  })
  readonly target!: string | null;

  @Field(() => Tracker, { description: 'What it stands for.' })
  readonly tracker!: Tracker;

  @Field(() => DateTime, { description: 'When it was added.' })
  readonly createdAt!: Date;
}

export const numberOf = (row: NumberRow, tracker: Tracker): TrackingNumber => {
  let national: string | undefined;
  return {
    id: typedId('TrackingNumber', row.id),
    number: row.number,
    // Formatting costs more than everything else here, and most readers do not ask.
    get nationalFormat() {
      national ??= nationalFormat(row.number);
      return national;
    },
    target: row.target,
    tracker,
    createdAt: row.createdAt,
  };
};

const TrackingNumberConnection = connectionOf('TrackingNumber', () => TrackingNumber);

@Resolver(() => TrackingNumber)
export class TrackingNumberResolver {
  @Query(() => TrackingNumberConnection, { description: 'The numbers, oldest first.' })
  async numbers(
    @Arg('trackerId', () => ID, { nullable: true, description: 'Only those of this tracker.' })
    trackerId: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<TrackingNumber>> {
    const nouns = await context.nouns();
    const tracker = optionalIdIn('Tracker', trackerId, 'trackerId');
    const rows = nouns.page('numbers', page, (row) => !tracker || row.trackerId === tracker);
    return connect(rows, ({ id }) => nouns.number(id));
  }
}

@Resolver(() => Tracker)
export class TrackerNumbersResolver {
  @FieldResolver(() => [TrackingNumber], { description: 'Its numbers, oldest first.' })
  numbers(@Root() tracker: Tracker): readonly TrackingNumber[] {
    return tracker.numbers;
  }
}
