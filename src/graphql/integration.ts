import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { type FieldKind, formFields, type TemplateKind } from '../../integrations/kit/forms.ts';
import type { Action, Integration as Declaration } from '../../integrations/kit/integration.ts';
import type { GraphqlContext } from './context.ts';
import { AuthKind, FormFieldKind, TemplateFieldType } from './enums.ts';
import { Node } from './relay.ts';

@ObjectType({ description: 'One of the values a field can have.', simpleResolvers: true })
class FormFieldChoice {
  @Field(() => String, { description: 'The value to send.' })
  readonly value!: string;

  @Field(() => String, { description: 'The value as a person reads it.' })
  readonly label!: string;
}

@ObjectType({
  description: 'A field of a form, made from the settings an integration declares.',
  simpleResolvers: true,
})
export class FormField {
  @Field(() => String, { description: 'Its key in the JSON object.' })
  readonly name!: string;

  @Field(() => String, { description: 'What it is called on a form.' })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: 'One sentence of help.' })
  readonly help!: string | null;

  @Field(() => FormFieldKind, { description: 'What the form shows.' })
  readonly kind!: FieldKind;

  @Field(() => Boolean, { description: 'Has to be given.' })
  readonly required!: boolean;

  @Field(() => [FormFieldChoice], { description: 'CHOICE, and LIST of fixed values: what can be chosen.' })
  readonly choices!: readonly FormFieldChoice[];

  @Field(() => String, { nullable: true, description: 'What holds when nothing is given.' })
  readonly defaultValue!: string | null;

  @Field(() => String, { nullable: true, description: 'An example to show while it is empty.' })
  readonly placeholder!: string | null;

  @Field(() => TemplateFieldType, {
    nullable: true,
    description: 'What a template in it must read as, `{{campaign}}`; null where none may stand.',
  })
  readonly template!: TemplateKind | null;
}

@ObjectType({
  description: 'A vendor Ringpath can talk to. Its id is its short name: `google-ads`.',
  implements: Node,
  simpleResolvers: true,
})
export class Integration extends Node {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  readonly description!: string;

  @Field(() => AuthKind, { description: 'How a person lets Ringpath in.' })
  readonly auth!: keyof typeof AuthKind;

  @Field(() => [FormField], { description: 'SECRET: what to give as `secrets` when connecting.' })
  readonly secretFields!: readonly FormField[];

  @Field(() => [FormField], { description: 'What to give as `settings` when connecting.' })
  readonly settingsFields!: readonly FormField[];

  @Field(() => [IntegrationAction], { description: 'What automations can do with it.' })
  readonly actions!: readonly IntegrationAction[];

  @Field(() => Boolean, { description: 'It also brings calls in.' })
  readonly carrier!: boolean;

  @Field(() => [String], {
    description: 'BCP 47 tags of the languages its voices speak to callers; none unless it brings calls in.',
  })
  readonly languages!: readonly string[];
}

@ObjectType({
  description:
    'Something an integration can do for a call. Its id names both: `google-ads.upload-conversion`.',
  implements: Node,
  simpleResolvers: true,
})
export class IntegrationAction extends Node {
  @Field(() => String, { description: 'What it does, as an entry of a menu.' })
  readonly title!: string;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  readonly description!: string;

  @Field(() => [FormField], { description: 'Its settings.' })
  readonly fields!: readonly FormField[];

  @Field(() => Boolean, {
    description: "`manualImport` can write its calls in the vendor's own import format.",
  })
  readonly importFile!: boolean;

  @Field(() => Integration, { description: 'Whose action it is.' })
  readonly integration!: Integration;
}

const authKinds = { oauth2: 'OAUTH2', secret: 'SECRET', none: 'NONE' } as const;

const actionOf = (action: Action, integration: Integration): IntegrationAction => ({
  id: `${integration.id}.${action.id}`,
  title: action.title,
  description: action.description,
  fields: formFields(action.settings),
  importFile: action.manualImport !== undefined,
  integration,
});

const integrationOf = (declaration: Declaration): Integration => {
  const { id, name, description, auth, settings, carrier } = declaration;
  const actions: IntegrationAction[] = [];
  const integration: Integration = {
    id,
    name,
    description,
    auth: authKinds[auth.kind],
    secretFields: auth.kind === 'secret' ? formFields(auth.fields) : [],
    settingsFields: formFields(settings),
    actions,
    carrier: carrier !== undefined,
    languages: carrier?.languages ?? [],
  };
  actions.push(...declaration.actions.map((action) => actionOf(action, integration)));
  return integration;
};

/** Stands in for what this installation no longer has but old deliveries still name. */
const goneIntegration = (id: string): Integration => ({
  id,
  name: id,
  description: 'This installation no longer has this integration.',
  auth: 'NONE',
  secretFields: [],
  settingsFields: [],
  actions: [],
  carrier: false,
  languages: [],
});

/** The registry as GraphQL shows it. */
export const createCatalogue = (declarations: readonly Declaration[]) => {
  const integrations = new Map(declarations.map((one) => [one.id, integrationOf(one)]));
  const integration = (id: string): Integration => integrations.get(id) ?? goneIntegration(id);
  const actions = new Map(
    [...integrations.values()].flatMap((one) => one.actions.map((action) => [action.id, action])),
  );
  return {
    all: [...integrations.values()],
    integration,
    /** An entry by the id it shows; null when this installation has none. */
    node: (id: string): Integration | IntegrationAction | null =>
      integrations.get(id) ?? actions.get(id) ?? null,
    /** An action by the ids of its integration and its own. */
    action: (integrationId: string, actionId: string): IntegrationAction => {
      const id = `${integrationId}.${actionId}`;
      const gone = { id, title: actionId, description: 'This installation no longer has this action.' };
      return (
        actions.get(id) ?? { ...gone, fields: [], importFile: false, integration: integration(integrationId) }
      );
    },
  };
};

export type Catalogue = ReturnType<typeof createCatalogue>;

@Resolver(() => Integration)
export class IntegrationResolver {
  @Query(() => [Integration], { description: 'The catalogue: every vendor this installation can talk to.' })
  integrations(@Ctx() { features }: GraphqlContext): readonly Integration[] {
    return features.catalogue.all;
  }
}
