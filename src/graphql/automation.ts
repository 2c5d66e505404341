import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { AutomationVersionRow } from '../automation/read.ts';
import { type Trigger, triggerNamed } from '../automation/triggers/list.ts';
import { minutesIn, tagOf } from '../automation/triggers/settings.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { typedId, uuidOf } from '../ids.ts';
import { idIn } from '../input.ts';
import type { AutomationRow } from '../setup/setup.ts';
import { withoutForeign } from '../setup/without-foreign.ts';
import { Actor, actorOf } from './actor.ts';
import { CreateAutomationInput, UpdateAutomationInput } from './automation-input.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { AutomationTrigger } from './enums.ts';
import { LinkedAccount } from './linked-account.ts';
import type { Nouns } from './nouns.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { actionShown, differenceBetween, triggerText } from './rule-words.ts';
import { DateTime, JsonObject } from './scalars.ts';
import { Tag } from './tag.ts';

@ObjectType({ description: 'One thing an automation does with a call.', simpleResolvers: true })
class AutomationAction {
  @Field(() => String, {
    description: 'The name it has as input, `addTag`, or an action of an integration: `hubspot.log-call`.',
  })
  readonly kind!: string;

  @Field(() => String, { description: 'What it does, in a few words.' })
  readonly title!: string;

  @Field(() => JsonObject, { description: 'Its settings, as they would be given back as input.' })
  readonly settings!: Readonly<Record<string, unknown>>;

  @Field(() => LinkedAccount, { nullable: true, description: 'Where an action of an integration goes.' })
  readonly linkedAccount!: LinkedAccount | null;
}

@ObjectType({ description: 'What a trigger is told.', simpleResolvers: true })
class TriggerSettings {
  @Field(() => Int, { nullable: true, description: 'Minutes after the end of the call.' })
  readonly minutes!: number | null;

  @Field(() => Tag, { nullable: true, description: 'The only tag it listens for; null: any, or it is gone.' })
  readonly tag!: Tag | null;

  @Field(() => JsonObject, { description: 'All of it, as it would be given back as input.' })
  readonly given!: Readonly<Record<string, unknown>>;
}

/** What every version of an automation says. */
@ObjectType({ simpleResolvers: true })
abstract class Rule {
  @Field(() => Int, { description: 'Rises with every change of the rule.' })
  readonly version!: number;

  @Field(() => AutomationTrigger, { description: 'When it looks at a call.' })
  readonly trigger!: Trigger;

  @Field(() => TriggerSettings, { description: 'What the trigger is told.' })
  readonly triggerSettings!: TriggerSettings;

  @Field(() => String, { description: 'Both in words: “When the tag Hot is added”.' })
  readonly triggerText!: string;

  @Field(() => JsonObject, { description: 'The condition, as it would be given back as `CallFilter`.' })
  readonly filter!: CallFilter;

  @Field(() => String, { description: 'The condition in words.' })
  readonly filterText!: string;

  @Field(() => [AutomationAction], { description: 'What it does when the condition holds, in order.' })
  readonly actions!: readonly AutomationAction[];

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

@ObjectType({ description: 'How an automation stood at one time.', simpleResolvers: true })
class AutomationVersion extends Rule {
  @Field(() => Actor, { description: 'Who made it.' })
  readonly author!: Actor;

  @Field(() => [String], {
    description: 'What it changed about the version before it, in lines for people. Empty for the first one.',
  })
  readonly difference!: readonly string[];
}

@ObjectType({ description: 'Trigger, condition and actions.', implements: Node, simpleResolvers: true })
export class Automation extends Rule {
  @Field(() => ID, { description: 'Typed and globally unique.' })
  readonly id!: string;

  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether it looks at calls.' })
  readonly enabled!: boolean;

  @Field(() => Company, { nullable: true, description: 'Whose calls it looks at; null: every company.' })
  readonly company!: Company | null;
}

const toldOf = ({ trigger, triggerSettings: told }: AutomationVersionRow, nouns: Nouns): TriggerSettings => {
  const { settings } = triggerNamed(trigger);
  return {
    minutes: 'minutes' in told ? minutesIn(told) : null,
    tag: nouns.tagOrNull(tagOf(told) ?? null),
    given: Object.fromEntries(
      settings
        .filter(({ name }) => name in told)
        .map(({ name, shown }) => [name, withoutForeign(shown(told), nouns.setup)]),
    ),
  };
};

const ruleOf = (row: AutomationVersionRow, nouns: Nouns) => ({
  version: row.version,
  trigger: triggerNamed(row.trigger).name,
  triggerSettings: toldOf(row, nouns),
  triggerText: triggerText(row, nouns),
  filter: withoutForeign(row.filter as CallFilter, nouns.setup),
  get filterText() {
    return nouns.inWords(row.filter as CallFilter);
  },
  actions: (row.actions as readonly unknown[]).map((action) => actionShown(action, nouns)),
  createdAt: row.createdAt,
});

export const automationOf = (row: AutomationRow, nouns: Nouns): Automation =>
  Object.assign(ruleOf(row.current, nouns), {
    id: typedId('Automation', row.id),
    name: row.name,
    enabled: row.enabled,
    company: row.companyId ? nouns.company(row.companyId) : null,
    createdAt: row.createdAt,
  });

const AutomationConnection = connectionOf('Automation', () => Automation);

@ObjectType({ description: 'The new automation.', simpleResolvers: true })
class CreateAutomationPayload extends Payload {
  @Field(() => Automation, { nullable: true, description: 'The new automation; null when it was refused.' })
  readonly automation!: Automation | null;
}

@ObjectType({ description: 'The changed automation.', simpleResolvers: true })
class UpdateAutomationPayload extends Payload {
  @Field(() => Automation, {
    nullable: true,
    description: 'The changed automation; null when it was refused.',
  })
  readonly automation!: Automation | null;
}

@Resolver(() => Automation)
export class AutomationResolver {
  @Query(() => AutomationConnection, { description: 'The automations, oldest first: the order they run in.' })
  async automations(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Automation>> {
    const nouns = await context.nouns();
    return connect(nouns.page('automations', page), ({ id }) => nouns.automation(id));
  }

  @Query(() => Automation, { nullable: true, description: 'One automation; null when there is no such one.' })
  async automation(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<Automation | null> {
    const uuid = idIn('Automation', id, 'id');
    return (await context.nouns()).automationOrNull(uuid);
  }

  @FieldResolver(() => [AutomationVersion], { description: 'Every version, newest first.' })
  async versions(
    @Root() { id }: Automation,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly AutomationVersion[]> {
    const [nouns, rows] = await Promise.all([
      context.nouns(),
      context.loaders.automationVersions.load(uuidOf('Automation', id) ?? id),
    ]);
    return rows.map((row, at) => {
      const older = rows[at + 1];
      const difference = older ? differenceBetween(older, row, nouns) : [];
      return Object.assign(ruleOf(row, nouns), { author: actorOf(row), difference });
    });
  }

  @Mutation(() => CreateAutomationPayload, { description: 'Makes an automation.' })
  createAutomation(
    @Arg('input', () => CreateAutomationInput, { description: 'The new automation.' })
    input: CreateAutomationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CreateAutomationPayload> {
    return answer(async () => {
      const id = await context.features.automations.create(context.reach, input);
      return { automation: (await context.nouns()).automation(id) };
    });
  }

  @Mutation(() => UpdateAutomationPayload, {
    description: 'Changes an automation. A new trigger, condition or action makes a new version.',
  })
  updateAutomation(
    @Arg('input', () => UpdateAutomationInput, { description: 'What changes.' }) input: UpdateAutomationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateAutomationPayload> {
    return answer(async () => {
      const id = await context.features.automations.update(context.reach, input);
      return { automation: (await context.nouns()).automation(id) };
    });
  }
}
