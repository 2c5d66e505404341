import { Args, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { EventRow } from '../calls/read-lists.ts';
import { typedId } from '../ids.ts';
import type { GraphqlContext } from './context.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType({
  description: 'What a carrier sent that did not become part of a call.',
  implements: Node,
  simpleResolvers: true,
})
export class CarrierEvent extends Node {
  @Field(() => String, { description: 'The integration that received it.' })
  readonly carrier!: string;

  @Field(() => String, { description: 'Which of the callbacks its carrier makes: `voice`, `status`.' })
  readonly callback!: string;

  @Field(() => DateTime, { description: 'When it was received.' })
  readonly receivedAt!: string;

  @Field(() => String, { description: '`UNMATCHED`, `MALFORMED` or `FAILED`.' })
  readonly state!: string;

  @Field(() => String, { nullable: true, description: 'Why it did not become part of a call.' })
  readonly reason!: string | null;

  @Field(() => JsonObject, { description: 'What it said, word for word: the fields of a form, or JSON.' })
  readonly params!: Readonly<Record<string, unknown>>;
}

export const carrierEventOf = (row: EventRow): CarrierEvent => ({
  id: typedId('CarrierEvent', row.id),
  carrier: row.carrier,
  callback: row.callback,
  receivedAt: row.receivedAt,
  state: row.state,
  reason: row.reason,
  params: typeof row.json === 'object' && row.json !== null ? { ...row.json } : row.params,
});

const CarrierEventConnection = connectionOf('CarrierEvent', () => CarrierEvent);

@Resolver(() => CarrierEvent)
export class CarrierEventResolver {
  @Query(() => CarrierEventConnection, {
    description: 'What carriers sent that did not become part of a call, newest first. Nothing is lost.',
  })
  async unmatchedEvents(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { reach, reads }: GraphqlContext,
  ): Promise<Connection<CarrierEvent>> {
    return connect(await reads.lists.unmatchedEvents(reach, page), carrierEventOf);
  }
}
