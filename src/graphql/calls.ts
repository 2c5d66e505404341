import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type * as vocabulary from '../../integrations/kit/vocabulary.ts';
import { type CallOrder, newestFirst } from '../calls/order.ts';
import { type CallRow, selectCalls } from '../calls/read-calls.ts';
import { parseCallFilter } from '../filter/call-filter.ts';
import { idIn } from '../input.ts';
import { Call } from './call.ts';
import { LeadStatus } from './call-enums.ts';
import { CallFilterInput } from './call-filter.ts';
import { type CallPlan, planOf } from './call-plan.ts';
import type { GraphqlContext } from './context.ts';
import { deliveryColumns, deliveryOf } from './delivery.ts';
import { CallOrderField, OrderDirection } from './enums.ts';
import { MoneyInput } from './money-input.ts';
import type { Nouns } from './nouns.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, PageArgs } from './relay.ts';
import { rememberedBySelection, selectedIn } from './selection.ts';

const CallConnection = connectionOf('Call', () => Call);

@InputType('CallOrder', { description: 'The order of a list of calls; ties are broken by id.' })
class CallOrderInput {
  @Field(() => CallOrderField, { description: 'By what.' })
  readonly field!: CallOrder['field'];

  @Field(() => OrderDirection, { description: 'Which way.' })
  readonly direction!: CallOrder['direction'];
}

/** What a page of calls has to bring along for the fields that are selected on its nodes. */
const planOfPage = rememberedBySelection((selection, fragments) => {
  const edges = selectedIn(selection.get('edges') ?? [], fragments);
  const nodes = [...(selection.get('nodes') ?? []), ...(edges.get('node') ?? [])];
  const fields = selectedIn(nodes, fragments);
  const deliveries = fields.get('deliveries');
  const { columns, show } = planOf([...fields.keys()]);
  const wanted = deliveries ? deliveryColumns([...selectedIn(deliveries, fragments).keys()]) : null;
  return { show, selection: selectCalls(columns, wanted) };
});

const showWithDeliveries = (show: CallPlan['show'], row: CallRow, nouns: Nouns): Call => {
  const call = show(row, nouns);
  return row.deliveries
    ? Object.assign(call, { prefetched: row.deliveries.map((one) => deliveryOf(one, nouns)) })
    : call;
};

/** Ids of the setup these rows refer to. */
const referred = (rows: readonly CallRow[]): readonly string[] => {
  const ids = new Set<string>();
  for (const { companyId, deliveries = [] } of rows) {
    if (companyId) ids.add(companyId);
    for (const { linkedAccountId } of deliveries) if (linkedAccountId) ids.add(linkedAccountId);
  }
  return [...ids];
};

@InputType({ description: 'Calls and the tags to put on them.' })
class TagCallsInput {
  @Field(() => [ID], { description: 'Which calls: 1 to 200.' })
  readonly callIds!: string[];

  @Field(() => [ID], { description: 'Which tags: 1 to 50.' })
  readonly tagIds!: string[];
}

@InputType({ description: 'Calls and the tags to take off them.' })
class UntagCallsInput {
  @Field(() => [ID], { description: 'Which calls: 1 to 200.' })
  readonly callIds!: string[];

  @Field(() => [ID], { description: 'Which tags: 1 to 50.' })
  readonly tagIds!: string[];
}

@InputType({ description: 'What changes about a call. What is left out stays; null clears the value.' })
class UpdateCallInput {
  @Field(() => ID, { description: 'Which call.' })
  readonly id!: string;

  @Field(() => LeadStatus, { nullable: true, description: 'What became of the caller.' })
  readonly leadStatus?: vocabulary.LeadStatus | null;

  @Field(() => MoneyInput, { nullable: true, description: 'What it is worth.' })
  readonly value?: MoneyInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'A new note about it, up to 10,000 characters; null takes the newest note away.',
  })
  readonly note?: string | null;
}

@ObjectType({ description: 'The calls that were tagged.', simpleResolvers: true })
class TagCallsPayload extends Payload {
  @Field(() => [Call], { nullable: true, description: 'The calls; null when it was refused.' })
  readonly calls!: readonly Call[] | null;
}

@ObjectType({ description: 'The calls whose tags were taken off.', simpleResolvers: true })
class UntagCallsPayload extends Payload {
  @Field(() => [Call], { nullable: true, description: 'The calls; null when it was refused.' })
  readonly calls!: readonly Call[] | null;
}

@ObjectType({ description: 'The changed call.', simpleResolvers: true })
class UpdateCallPayload extends Payload {
  @Field(() => Call, { nullable: true, description: 'The call; null when it was refused.' })
  readonly call!: Call | null;
}

const retag = (input: TagCallsInput, add: boolean, { reach, services, loaders }: GraphqlContext) =>
  answer(async () => {
    const calls = input.callIds.map((id, at) => idIn('Call', id, `input.callIds[${at}]`));
    const tags = input.tagIds.map((id, at) => idIn('Tag', id, `input.tagIds[${at}]`));
    await services.edits.tagCalls(reach, calls, tags, add);
    const shown = await Promise.all(calls.map((id) => loaders.call.clear(id).load(id)));
    return { calls: shown.filter((call) => call !== null) };
  });

@Resolver(() => Call)
export class CallsResolver {
  @Query(() => CallConnection, { description: 'Calls, newest first unless ordered otherwise.' })
  async calls(
    @Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which calls.' }) filter:
      | object
      | null,
    @Arg('orderBy', () => CallOrderInput, { nullable: true, description: 'In which order.' })
    orderBy: CallOrderInput | null,
    @Args(() => PageArgs) paging: PageArgs,
    @Ctx() context: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Call>> {
    const { show, selection } = planOfPage(info);
    const order = orderBy ?? newestFirst;
    const asked = { filter: parseCallFilter(filter), order, paging, selection };
    const page = await context.reads.calls.page(context.reach, asked);
    const nouns = await context.nouns(referred(page.rows));
    return connect(page, (row) => showWithDeliveries(show, row, nouns));
  }

  @Query(() => Call, { nullable: true, description: 'One call; null when there is no such one.' })
  call(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Call | null> {
    return loaders.call.load(idIn('Call', id, 'id'));
  }

  @Mutation(() => TagCallsPayload, { description: 'Puts tags on calls.' })
  tagCalls(
    @Arg('input', () => TagCallsInput, { description: 'Which tags on which calls.' }) input: TagCallsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<TagCallsPayload> {
    return retag(input, true, context);
  }

  @Mutation(() => UntagCallsPayload, { description: 'Takes tags off calls.' })
  untagCalls(
    @Arg('input', () => UntagCallsInput, { description: 'Which tags off which calls.' })
    input: UntagCallsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UntagCallsPayload> {
    return retag(input, false, context);
  }

  @Mutation(() => UpdateCallPayload, { description: 'Changes what people know about a call.' })
  updateCall(
    @Arg('input', () => UpdateCallInput, { description: 'What changes.' }) input: UpdateCallInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<UpdateCallPayload> {
    return answer(async () => {
      const id = idIn('Call', input.id, 'input.id');
      const { leadStatus, value, note } = input;
      await services.edits.updateCall(reach, id, {
        ...(leadStatus ? { leadStatus } : {}),
        ...(value === undefined ? {} : { value }),
        ...(note === undefined ? {} : { note }),
      });
      return { call: await loaders.call.clear(id).load(id) };
    });
  }
}
