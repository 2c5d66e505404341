import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { changeId } from '../calls/read-changes.ts';
import { typedId } from '../ids.ts';
import type { Change as Entry } from '../live/feed.ts';
import { Call } from './call.ts';
import { changeText } from './call-parts.ts';
import type { GraphqlContext } from './context.ts';
import { Delivery } from './delivery.ts';
import { ChangeKind } from './enums.ts';
import type { Nouns } from './nouns.ts';
import { type Connection, connect, connectionOf, Node } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: "An entry in the account's ordered feed of everything that happened.",
  implements: Node,
  simpleResolvers: true,
})
export class Change extends Node {
  readonly entry!: Entry;

  @Field(() => String, { description: 'Its place in the feed: `after` continues behind it, without a gap.' })
  readonly cursor!: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: Date;

  @Field(() => ChangeKind, { description: 'What happened.' })
  readonly kind!: Entry['kind'];

  @Field(() => String, { description: 'One line a person can read.' })
  readonly text!: string;

  @Field(() => ID, { nullable: true, description: 'The delivery, tracker, tag … that changed.' })
  readonly subjectId!: string | null;
}

const subjectOf = ({ kind, subjectId }: Entry, nouns: Nouns): string | null => {
  if (!subjectId) return null;
  if (kind === 'DELIVERY_CHANGED') return typedId('Delivery', subjectId);
  return kind === 'RUN_CHANGED' ? typedId('Run', subjectId) : nouns.typedIdOf(subjectId);
};

export const changeOf = (entry: Entry, nouns: Nouns): Change => ({
  entry,
  // Made when asked for: a busy feed is followed by many who ask for the cursor only.
  get id() {
    return typedId('Change', changeId(entry));
  },
  cursor: entry.cursor,
  at: entry.at,
  kind: entry.kind,
  text: changeText(entry),
  subjectId: subjectOf(entry, nouns),
});

const ChangeConnection = connectionOf('Change', () => Change);

@Resolver(() => Change)
export class ChangeResolver {
  @FieldResolver(() => Call, { nullable: true, description: 'The call it is about, as it stands now.' })
  call(@Root() { entry }: Change, @Ctx() { loaders }: GraphqlContext): Promise<Call | null> | null {
    return entry.callId ? loaders.call.load(entry.callId) : null;
  }

  @FieldResolver(() => Delivery, {
    nullable: true,
    description: 'The delivery it is about, as it stands now.',
  })
  delivery(@Root() { entry }: Change, @Ctx() { loaders }: GraphqlContext): Promise<Delivery | null> | null {
    const mine = entry.kind === 'DELIVERY_CHANGED' && entry.subjectId;
    return mine ? loaders.delivery.load(mine) : null;
  }

  @Query(() => String, {
    description:
      'Where the feed stood before anything else of this request was read. Ask for it beside what you show and subscribe with it as `after`: nothing is missed in between. What happened just before may come again.',
  })
  changeCursor(@Ctx() context: GraphqlContext): Promise<string> {
    return context.changeCursor();
  }

  @Query(() => ChangeConnection, {
    description:
      'The feed of everything that happened, oldest first: complete, without gaps, each entry once.',
  })
  async changes(
    @Arg('after', () => String, { nullable: true, description: 'Only what follows this cursor.' })
    after: string | null,
    @Arg('first', () => Int, { nullable: true, description: 'How many: 1 to 200, 50 unless given.' })
    first: number | null,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Change>> {
    const page = await context.reads.changes.page(context.reach, after, first);
    const nouns = await context.nouns();
    return connect(page, (entry) => changeOf(entry, nouns));
  }
}
