import { Arg, Args, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { typedId } from '../ids.ts';
import type { Agent as AgentRow } from '../setup/setup.ts';
import type { GraphqlContext } from './context.ts';
import { answerWith, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'A person who looks after leads.', implements: Node, simpleResolvers: true })
export class Agent extends Node {
  @Field(() => String, { description: 'What they are called; unique in the account.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Their e-mail address.' })
  readonly email!: string | null;

  @Field(() => Boolean, { description: 'Whether they take new leads. Those who do not keep what they have.' })
  readonly active!: boolean;

  @Field(() => DateTime, { description: 'When they were added.' })
  readonly createdAt!: Date;
}

export const agentOf = ({ id, name, email, active, createdAt }: AgentRow): Agent => ({
  id: typedId('Agent', id),
  name,
  email,
  active,
  createdAt,
});

const AgentConnection = connectionOf('Agent', () => Agent);

@InputType({ description: 'A new agent.' })
class CreateAgentInput {
  @Field(() => String, { description: 'What they are called, up to 100 characters; unique in the account.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Their e-mail address.' })
  readonly email?: string | null;
}

@InputType({ description: 'What changes about an agent. What is left out stays; null clears the e-mail.' })
class UpdateAgentInput {
  @Field(() => ID, { description: 'Which agent.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'What they are called, up to 100 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'Their e-mail address.' })
  readonly email?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether they take new leads. No for somebody who is gone.',
  })
  readonly active?: boolean | null;
}

@ObjectType({ simpleResolvers: true })
abstract class AgentPayload extends Payload {
  @Field(() => Agent, { nullable: true, description: 'The agent; null when it was refused.' })
  readonly agent!: Agent | null;
}

@ObjectType({ description: 'The new agent.', simpleResolvers: true })
class CreateAgentPayload extends AgentPayload {}

@ObjectType({ description: 'The changed agent.', simpleResolvers: true })
class UpdateAgentPayload extends AgentPayload {}

const answerAgent = (context: GraphqlContext, work: () => Promise<string>): Promise<AgentPayload> =>
  answerWith(context, work, (nouns, id) => ({ agent: nouns.agent(id) }));

@Resolver(() => Agent)
export class AgentResolver {
  @Query(() => AgentConnection, { description: 'Everybody who looks after leads, oldest first.' })
  async agents(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Agent>> {
    return connect((await context.nouns()).page('agents', page), agentOf);
  }

  @Mutation(() => CreateAgentPayload, { description: 'Adds an agent.' })
  createAgent(
    @Arg('input', () => CreateAgentInput, { description: 'The new agent.' }) input: CreateAgentInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CreateAgentPayload> {
    return answerAgent(context, () => context.features.leads.createAgent(context.reach, input));
  }

  @Mutation(() => UpdateAgentPayload, { description: 'Changes an agent.' })
  updateAgent(
    @Arg('input', () => UpdateAgentInput, { description: 'What changes.' }) input: UpdateAgentInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateAgentPayload> {
    return answerAgent(context, () => context.features.leads.updateAgent(context.reach, input));
  }
}
