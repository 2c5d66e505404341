import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { typedId } from '../ids.ts';
import { idIn } from '../input.ts';
import type { RunRow } from '../runs/handler.ts';
import { Actor, actorOf } from './actor.ts';
import { Automation } from './automation.ts';
import type { GraphqlContext } from './context.ts';
import { RunKind, RunState } from './enums.ts';
import { chosen } from './iterate.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType({
  description: 'Long work over many calls or deliveries, with its progress.',
  implements: Node,
  simpleResolvers: true,
})
export class Run extends Node {
  readonly row!: RunRow;

  @Field(() => RunKind, { description: 'What it does.' })
  readonly kind!: RunRow['kind'];

  @Field(() => RunState, { description: 'Whether it is under way.' })
  readonly state!: RunRow['state'];

  @Field(() => Int, { description: 'Rows to look at; 0 until they were counted.' })
  readonly total!: number;

  @Field(() => Int, { description: 'Rows looked at so far.' })
  readonly done!: number;

  @Field(() => String, { nullable: true, description: 'Why it failed or was cancelled.' })
  readonly reason!: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'What it has found so far, by name.' })
  readonly result!: Readonly<Record<string, unknown>> | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  readonly createdAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it is under way.' })
  readonly endedAt!: string | null;
}

export const runOf = (row: RunRow): Run => ({
  row,
  id: typedId('Run', row.id),
  kind: row.kind,
  state: row.state,
  total: row.total,
  done: row.done,
  reason: row.reason,
  result: row.result as Run['result'],
  createdAt: row.createdAt,
  endedAt: row.endedAt,
});

@ObjectType({ description: 'A run that went on.', simpleResolvers: true })
class RunChange {
  @Field(() => String, { description: 'Its place in the feed: give it as `after` to resume without a gap.' })
  readonly cursor!: string;

  @Field(() => Run, { description: 'The run as it stands now.' })
  readonly run!: Run;
}

@InputType({ description: 'A run that shall end.' })
class CancelRunInput {
  @Field(() => ID, { description: 'Which run.' })
  readonly id!: string;
}

@ObjectType({ simpleResolvers: true })
export abstract class RunPayload extends Payload {
  @Field(() => Run, { nullable: true, description: 'The run; null when it was refused.' })
  readonly run!: Run | null;
}

@ObjectType({ description: 'The run that was ended.', simpleResolvers: true })
class CancelRunPayload extends RunPayload {}

/** What a mutation answers that starts or ends a run. */
export const answerRun = (context: GraphqlContext, work: () => Promise<string>): Promise<RunPayload> =>
  answer(async () => {
    const id = await work();
    return { run: await context.loaders.run.clear(id).load(id) };
  });

interface Subscribed {
  readonly args: { readonly id: string; readonly after?: string | null };
  readonly context: GraphqlContext;
  readonly info: GraphQLResolveInfo;
}

const changedRuns = ({ args, context }: Subscribed) => {
  const { services, reach, loaders } = context;
  const wanted = idIn('Run', args.id, 'id');
  const source = services.live.subscribe({ reach, after: args.after ?? null, kinds: ['RUN_CHANGED'] });
  return chosen(source, async ({ cursor, subjectId }): Promise<RunChange | null> => {
    const run = subjectId === wanted ? await loaders.run.load(wanted) : null;
    return run && { cursor, run };
  });
};

const RunConnection = connectionOf('Run', () => Run);

@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, { nullable: true, description: 'One run; null when there is no such one.' })
  run(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Run | null> {
    return loaders.run.load(idIn('Run', id, 'id'));
  }

  @Query(() => RunConnection, { description: 'Every run, newest first.' })
  async runs(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { reach, reads }: GraphqlContext,
  ): Promise<Connection<Run>> {
    return connect(await reads.runs.page(reach, page), runOf);
  }

  @FieldResolver(() => Automation, {
    nullable: true,
    description: 'The rule it applies, when it is a saved one.',
  })
  async automation(@Root() { row }: Run, @Ctx() { nouns }: GraphqlContext): Promise<Automation | null> {
    return (await nouns()).automationOrNull(row.automationId);
  }

  @FieldResolver(() => Actor, { description: 'Who asked for it.' })
  author(@Root() { row }: Run): Actor {
    return actorOf(row);
  }

  @Mutation(() => CancelRunPayload, {
    description: 'Ends a run that is under way. What it has done stays done.',
  })
  cancelRun(
    @Arg('input', () => CancelRunInput, { description: 'Which run.' }) input: CancelRunInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RunPayload> {
    return answerRun(context, async () => {
      const id = idIn('Run', input.id, 'input.id');
      await context.services.runs.cancel(context.reach, id);
      return id;
    });
  }

  @Subscription(() => RunChange, {
    subscribe: (asked) => changedRuns(asked as Subscribed),
    description:
      'One run, each time it goes on: at most twice a second, and when it ends. A short one may be over before the subscription stands: ask `run` then, or give `after` a cursor from before it began.',
  })
  runChanged(
    @Arg('id', () => ID, { description: 'Which run.' }) _id: string,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Resume behind this cursor; from now on unless given.',
    })
    _after: string | null,
    @Root() change: RunChange,
  ): RunChange {
    return change;
  }
}
