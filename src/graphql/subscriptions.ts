import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Call as StoredCall } from '../calls/call.ts';
import { snapshotOf } from '../calls/call.ts';
import { parseCallFilter } from '../filter/call-filter.ts';
import { judge } from '../filter/judge.ts';
import { nodesOf } from '../leads/mentions.ts';
import type { Change as Entry } from '../live/feed.ts';
import { Call } from './call.ts';
import { CallFilterInput } from './call-filter.ts';
import { Change, changeOf } from './change.ts';
import type { GraphqlContext } from './context.ts';
import { Delivery } from './delivery.ts';
import { ChangeKind } from './enums.ts';
import { chosen } from './iterate.ts';

const cursorMeaning = 'Its place in the feed: give it as `after` to resume without a gap.';
const afterMeaning = 'Resume behind this cursor; from now on unless given.';
const callKinds = ['CALL_STARTED', 'CALL_ANSWERED', 'CALL_ENDED', 'CALL_UPDATED'] as const;

@ObjectType({ description: 'A call that changed.', simpleResolvers: true })
class CallChange {
  @Field(() => String, { description: cursorMeaning })
  readonly cursor!: string;

  @Field(() => ChangeKind, { description: 'What happened to it.' })
  readonly kind!: Entry['kind'];

  @Field(() => Call, { description: 'The call as it stands now.' })
  readonly call!: Call;
}

@ObjectType({ description: 'A delivery that changed.', simpleResolvers: true })
class DeliveryChange {
  @Field(() => String, { description: cursorMeaning })
  readonly cursor!: string;

  @Field(() => Delivery, { description: 'The delivery as it stands now.' })
  readonly delivery!: Delivery;
}

interface Subscribed {
  readonly args: { readonly filter?: unknown; readonly after?: string | null };
  readonly context: GraphqlContext;
  readonly info: GraphQLResolveInfo;
}

const changesOf = ({ args, context }: Subscribed, kinds: readonly Entry['kind'][] | null) =>
  context.services.live.subscribe({ reach: context.reach, after: args.after ?? null, kinds });

/** Changes of calls the filter holds for, judged as the call stands when it is sent. */
const changedCalls = (asked: Subscribed) => {
  const filter = parseCallFilter(asked.args.filter);
  const asksCaller = nodesOf(filter).some((node) => node.callerCustomFields);
  const { loaders, nouns } = asked.context;
  return chosen(changesOf(asked, callKinds), async ({ cursor, kind, callId }): Promise<CallChange | null> => {
    const call = callId ? await loaders.call.load(callId) : null;
    if (!call) return null;
    const { callerId } = call.row;
    const caller = asksCaller && callerId ? await loaders.caller.load(callerId) : null;
    // A loaded call is whole, and no filter asks about the visit.
    const snapshot = snapshotOf(
      call.row as StoredCall,
      { visit: null, caller: caller?.row ?? null },
      (await nouns()).setup,
      '',
    );
    return judge(filter, snapshot).matched ? { cursor, kind, call } : null;
  });
};

const changedDeliveries = (asked: Subscribed) =>
  chosen(
    changesOf(asked, ['DELIVERY_CHANGED']),
    async ({ cursor, subjectId }): Promise<DeliveryChange | null> => {
      const delivery = subjectId ? await asked.context.loaders.delivery.load(subjectId) : null;
      return delivery ? { cursor, delivery } : null;
    },
  );

const everyChange = (asked: Subscribed) =>
  chosen(changesOf(asked, null), async (entry) => changeOf(entry, await asked.context.nouns()));

@Resolver()
export class SubscriptionResolver {
  @Subscription(() => CallChange, {
    subscribe: (asked) => changedCalls(asked as Subscribed),
    description: 'Calls, each time something happens to them.',
  })
  callChanged(
    @Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which calls.' }) _filter:
      | object
      | null,
    @Arg('after', () => String, { nullable: true, description: afterMeaning }) _after: string | null,
    @Root() change: CallChange,
  ): CallChange {
    return change;
  }

  @Subscription(() => DeliveryChange, {
    subscribe: (asked) => changedDeliveries(asked as Subscribed),
    description: 'Deliveries, each time one is made or moves on.',
  })
  deliveryChanged(
    @Arg('after', () => String, { nullable: true, description: afterMeaning }) _after: string | null,
    @Root() change: DeliveryChange,
  ): DeliveryChange {
    return change;
  }

  @Subscription(() => Change, {
    subscribe: (asked) => everyChange(asked as Subscribed),
    description: 'Everything that happens in the account, in order.',
  })
  changes(
    @Arg('after', () => String, { nullable: true, description: afterMeaning }) _after: string | null,
    @Root() change: Change,
  ): Change {
    return change;
  }
}
