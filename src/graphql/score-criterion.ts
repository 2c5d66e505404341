import {
  Arg,
  Args,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { typedId } from '../ids.ts';
import { optionalIdIn } from '../input.ts';
import type { ScoreCriterion as CriterionRow } from '../setup/setup.ts';
import { withoutForeign } from '../setup/without-foreign.ts';
import { CallFilterInput } from './call-filter.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import type { Nouns } from './nouns.ts';
import { answer, DeletedPayload, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { Run, RunPayload } from './run.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType({
  description: 'One reason for points: calls its filter holds for get them.',
  implements: Node,
  simpleResolvers: true,
})
export class ScoreCriterion extends Node {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => Int, { description: 'The points, -100 to 100.' })
  readonly points!: number;

  @Field(() => JsonObject, { description: 'The condition, as it would be given back as `CallFilter`.' })
  readonly filter!: CallFilter;

  @Field(() => String, { description: 'The condition in words.' })
  readonly filterText!: string;

  @Field(() => Boolean, { description: 'Whether it gives points.' })
  readonly enabled!: boolean;

  @Field(() => Company, { nullable: true, description: 'Whose calls it scores; null: every company.' })
  readonly company!: Company | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

@ObjectType({ description: 'Why a call has some of its points.', simpleResolvers: true })
export class ScoreReason {
  @Field(() => ScoreCriterion, {
    nullable: true,
    description: 'The criterion that gave them; null when it is gone, or when a rule gave them.',
  })
  readonly criterion!: ScoreCriterion | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The automation that gave them; null when a criterion did.',
  })
  readonly automationId!: string | null;

  @Field(() => String, { description: 'What the criterion or automation was called when it gave them.' })
  readonly name!: string;

  @Field(() => Int, { description: 'The points it gave.' })
  readonly points!: number;
}

export const criterionOf = (
  row: CriterionRow,
  nouns: Pick<Nouns, 'companyOrNull' | 'inWords' | 'setup'>,
): ScoreCriterion => ({
  id: typedId('ScoreCriterion', row.id),
  name: row.name,
  points: row.points,
  filter: withoutForeign(row.filter as CallFilter, nouns.setup),
  filterText: nouns.inWords(row.filter as CallFilter),
  enabled: row.enabled,
  company: nouns.companyOrNull(row.companyId),
  createdAt: row.createdAt,
});

const ScoreCriterionConnection = connectionOf('ScoreCriterion', () => ScoreCriterion);

@InputType({ description: 'A new reason for points.' })
class CreateScoreCriterionInput {
  @Field(() => String, { description: 'What it is called, up to 100 characters.' })
  readonly name!: string;

  @Field(() => CallFilterInput, { description: 'Which calls. It may not ask about the score.' })
  readonly filter!: object;

  @Field(() => Int, { description: 'The points, -100 to 100.' })
  readonly points!: number;

  @Field(() => ID, { nullable: true, description: 'Whose calls it scores; every company unless given.' })
  readonly companyId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it gives points. Yes unless given.' })
  readonly enabled?: boolean | null;
}

@InputType({
  description: 'What changes about a criterion. What is left out stays; null as company is every one.',
})
class UpdateScoreCriterionInput {
  @Field(() => ID, { description: 'Which criterion.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, up to 100 characters.' })
  readonly name?: string | null;

  @Field(() => CallFilterInput, { nullable: true, description: 'Which calls.' })
  readonly filter?: object | null;

  @Field(() => Int, { nullable: true, description: 'The points, -100 to 100.' })
  readonly points?: number | null;

  @Field(() => ID, { nullable: true, description: 'Whose calls it scores.' })
  readonly companyId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it gives points.' })
  readonly enabled?: boolean | null;
}

@InputType({ description: 'The criterion that shall give no points any more.' })
class DeleteScoreCriterionInput {
  @Field(() => ID, { description: 'Which criterion.' })
  readonly id!: string;
}

@InputType({ description: 'Which past calls to score anew.' })
class RescoreCallsInput {
  @Field(() => ID, { nullable: true, description: 'Those of one company; of every one unless given.' })
  readonly companyId?: string | null;
}

const rescoring =
  'The run that scores past calls anew, without waking an automation (see `rescoreCalls`); null when too many runs are under way: use `rescoreCalls` later.';

@ObjectType({ simpleResolvers: true })
abstract class ScoreCriterionPayload extends Payload {
  @Field(() => ScoreCriterion, { nullable: true, description: 'The criterion; null when it was refused.' })
  readonly scoreCriterion!: ScoreCriterion | null;

  @Field(() => Run, { nullable: true, description: rescoring })
  readonly run!: Run | null;
}

@ObjectType({ description: 'The new criterion.', simpleResolvers: true })
class CreateScoreCriterionPayload extends ScoreCriterionPayload {}

@ObjectType({ description: 'The changed criterion.', simpleResolvers: true })
class UpdateScoreCriterionPayload extends ScoreCriterionPayload {}

@ObjectType({ description: 'The criterion is gone.', simpleResolvers: true })
class DeleteScoreCriterionPayload extends DeletedPayload {
  @Field(() => Run, { nullable: true, description: rescoring })
  readonly run!: Run | null;
}

@ObjectType({ description: 'The run.', simpleResolvers: true })
class RescoreCallsPayload extends RunPayload {}

const rescore = async (
  { services, reach, loaders }: GraphqlContext,
  companyId: string | null,
): Promise<Run | null> => {
  const id = await services.runs.start(reach, { kind: 'RESCORE', input: { companyId } });
  return loaders.run.clear(id).load(id);
};

/** Past calls of every company: the criterion may have been another company's before. */
const rescoreIfPossible = (context: GraphqlContext): Promise<Run | null> =>
  rescore(context, null).catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });

const changed = (context: GraphqlContext, work: () => Promise<string>): Promise<ScoreCriterionPayload> =>
  answer(async () => {
    const id = await work();
    const scoreCriterion = (await context.nouns()).scoreCriterion(id);
    return { scoreCriterion, run: await rescoreIfPossible(context) };
  });

@Resolver(() => ScoreCriterion)
export class ScoreCriterionResolver {
  @Query(() => ScoreCriterionConnection, { description: 'What calls get points for, oldest first.' })
  async scoreCriteria(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<ScoreCriterion>> {
    const nouns = await context.nouns();
    return connect(nouns.page('scoreCriteria', page), ({ id }) => nouns.scoreCriterion(id));
  }

  @Mutation(() => CreateScoreCriterionPayload, { description: 'Adds a reason for points.' })
  createScoreCriterion(
    @Arg('input', () => CreateScoreCriterionInput, { description: 'The new criterion.' })
    input: CreateScoreCriterionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CreateScoreCriterionPayload> {
    return changed(context, () => context.features.leads.createScoreCriterion(context.reach, input));
  }

  @Mutation(() => UpdateScoreCriterionPayload, { description: 'Changes a reason for points.' })
  updateScoreCriterion(
    @Arg('input', () => UpdateScoreCriterionInput, { description: 'What changes.' })
    input: UpdateScoreCriterionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateScoreCriterionPayload> {
    return changed(context, () => context.features.leads.updateScoreCriterion(context.reach, input));
  }

  @Mutation(() => DeleteScoreCriterionPayload, { description: 'Takes a reason for points away.' })
  deleteScoreCriterion(
    @Arg('input', () => DeleteScoreCriterionInput, { description: 'Which criterion.' })
    { id }: DeleteScoreCriterionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DeleteScoreCriterionPayload> {
    return answer(async () => {
      await context.features.leads.deleteScoreCriterion(context.reach, id);
      return { deletedId: id, run: await rescoreIfPossible(context) };
    });
  }

  @Mutation(() => RescoreCallsPayload, {
    description:
      'Scores past calls anew by the criteria in force. It wakes no automation, not even one that listens for every update: whoever changes a criterion does not mean to send thousands of past calls to vendors at once. To act on the new scores, apply an automation to past calls with a filter on `score`: `automationDryRun` shows what it would do, `backfillAutomation` does it. From the next change of a call on, automations see its new score.',
  })
  rescoreCalls(
    @Arg('input', () => RescoreCallsInput, { description: 'Which calls.' }) input: RescoreCallsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RescoreCallsPayload> {
    return answer(async () => {
      optionalIdIn('Company', input.companyId, 'input.companyId');
      return { run: await rescore(context, input.companyId ?? null) };
    });
  }
}
