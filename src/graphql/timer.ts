import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Timer } from '../automation/timers.ts';
import { uuidOf } from '../ids.ts';
import { Automation } from './automation.ts';
import { Call } from './call.ts';
import type { GraphqlContext } from './context.ts';
import { TimerState } from './enums.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: 'A look an automation takes at a call some time after its end.',
  simpleResolvers: true,
})
class CallTimer {
  @Field(() => Automation, { description: 'Which automation.' })
  readonly automation!: Automation;

  @Field(() => DateTime, { description: 'When it looks, within seconds.' })
  readonly dueAt!: string;

  @Field(() => TimerState, { description: 'Whether it has.' })
  readonly state!: Timer['state'];

  @Field(() => String, { nullable: true, description: 'Why it was cancelled, or that it looked.' })
  readonly reason!: string | null;
}

@Resolver(() => Call)
export class CallTimerResolver {
  @FieldResolver(() => [CallTimer], {
    description: 'What automations that wait for time to pass look at later, the next one first.',
  })
  async timers(@Root() { id }: Call, @Ctx() context: GraphqlContext): Promise<readonly CallTimer[]> {
    const rows = await context.loaders.timers.load(uuidOf('Call', id) ?? id);
    const { automation } = await context.nouns();
    return rows.map(({ automationId, dueAt, state, reason }) => ({
      automation: automation(automationId),
      dueAt,
      state,
      reason,
    }));
  }
}
