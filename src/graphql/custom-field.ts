import {
  Arg,
  Args,
  Ctx,
  Field,
  Float,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { CustomValues } from '../../schema/index.ts';
import { typedId } from '../ids.ts';
import { valueText } from '../leads/custom-values.ts';
import type { CustomField as FieldRow } from '../setup/setup.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { CustomFieldKind, CustomFieldSubject } from './enums.ts';
import type { Nouns } from './nouns.ts';
import { answerWith, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: "One of the account's own fields on calls or callers.",
  implements: Node,
  simpleResolvers: true,
})
export class CustomField extends Node {
  @Field(() => CustomFieldSubject, { description: 'What it is a field of.' })
  readonly subject!: FieldRow['subject'];

  @Field(() => String, { description: 'How filters and templates name it: `job_type`. Never changes.' })
  readonly key!: string;

  @Field(() => String, { description: 'What people call it.' })
  readonly name!: string;

  @Field(() => CustomFieldKind, { description: 'What its values are. Never changes.' })
  readonly kind!: FieldRow['kind'];

  @Field(() => [String], { description: 'CHOICE: what may be chosen.' })
  readonly choices!: readonly string[];

  @Field(() => Boolean, { description: 'It keeps its values and takes no new ones.' })
  readonly archived!: boolean;

  @Field(() => Company, {
    nullable: true,
    description: 'Whose calls or callers have it; null: every company.',
  })
  readonly company!: Company | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

@ObjectType({ description: "The value of one of the account's own fields.", simpleResolvers: true })
export class CustomFieldValue {
  @Field(() => CustomField, { description: 'The field.' })
  readonly field!: CustomField;

  @Field(() => String, {
    description: 'The value as a person reads it: a day as `2026-11-20`, a box as yes or no.',
  })
  readonly text!: string;

  @Field(() => Float, { nullable: true, description: 'NUMBER: the number.' })
  readonly number!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'CHECKBOX: whether it is ticked.' })
  readonly checkbox!: boolean | null;
}

export const customFieldOf = (row: FieldRow, company: Company | null): CustomField => ({
  id: typedId('CustomField', row.id),
  subject: row.subject,
  key: row.key,
  name: row.name,
  kind: row.kind,
  choices: row.choices,
  archived: row.archived,
  company,
  createdAt: row.createdAt,
});

/** In the order the fields were made. */
export const customValuesOf = (values: CustomValues, nouns: Nouns): readonly CustomFieldValue[] =>
  Object.keys(values)
    .sort()
    .flatMap((id) => {
      const field = nouns.customFieldOrNull(id);
      const value = values[id];
      if (!field || value === undefined) return [];
      const number = typeof value === 'number' ? value : null;
      return [{ field, text: valueText(value), number, checkbox: typeof value === 'boolean' ? value : null }];
    });

const CustomFieldConnection = connectionOf('CustomField', () => CustomField);

@InputType({ description: 'A new field on calls or callers.' })
class CreateCustomFieldInput {
  @Field(() => CustomFieldSubject, { description: 'What it is a field of.' })
  readonly subject!: FieldRow['subject'];

  @Field(() => String, {
    description: 'How filters and templates name it: up to 40 of a to z, 0 to 9 and _, a letter first.',
  })
  readonly key!: string;

  @Field(() => String, { description: 'What people call it, up to 100 characters.' })
  readonly name!: string;

  @Field(() => CustomFieldKind, { description: 'What its values are.' })
  readonly kind!: FieldRow['kind'];

  @Field(() => [String], {
    nullable: true,
    description: 'CHOICE: what may be chosen, 1 to 100, each up to 100 characters.',
  })
  readonly choices?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose calls or callers have it; every company unless given.',
  })
  readonly companyId?: string | null;
}

@InputType({
  description: 'What changes about a field. What is left out stays; null as company is every one.',
})
class UpdateCustomFieldInput {
  @Field(() => ID, { description: 'Which field.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'What people call it, up to 100 characters.' })
  readonly name?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'CHOICE: what may be chosen from now on. Values that are there stay.',
  })
  readonly choices?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Whose calls or callers have it.' })
  readonly companyId?: string | null;
}

@InputType({ description: 'A field to put away, or to bring back.' })
class ArchiveCustomFieldInput {
  @Field(() => ID, { description: 'Which field.' })
  readonly id!: string;

  @Field(() => Boolean, { nullable: true, description: 'No brings it back. Yes unless given.' })
  readonly archived?: boolean | null;
}

@ObjectType({ simpleResolvers: true })
abstract class CustomFieldPayload extends Payload {
  @Field(() => CustomField, { nullable: true, description: 'The field; null when it was refused.' })
  readonly customField!: CustomField | null;
}

@ObjectType({ description: 'The new field.', simpleResolvers: true })
class CreateCustomFieldPayload extends CustomFieldPayload {}

@ObjectType({ description: 'The changed field.', simpleResolvers: true })
class UpdateCustomFieldPayload extends CustomFieldPayload {}

@ObjectType({ description: 'The field.', simpleResolvers: true })
class ArchiveCustomFieldPayload extends CustomFieldPayload {}

const answerField = (context: GraphqlContext, work: () => Promise<string>): Promise<CustomFieldPayload> =>
  answerWith(context, work, (nouns, id) => ({ customField: nouns.customField(id) }));

@Resolver(() => CustomField)
export class CustomFieldResolver {
  @Query(() => CustomFieldConnection, {
    description: "The account's own fields, archived ones too, oldest first.",
  })
  async customFields(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<CustomField>> {
    const nouns = await context.nouns();
    return connect(nouns.page('customFields', page), ({ id }) => nouns.customField(id));
  }

  @Mutation(() => CreateCustomFieldPayload, { description: 'Makes a field on calls or callers.' })
  createCustomField(
    @Arg('input', () => CreateCustomFieldInput, { description: 'The new field.' })
    input: CreateCustomFieldInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CreateCustomFieldPayload> {
    return answerField(context, () => context.features.leads.createCustomField(context.reach, input));
  }

  @Mutation(() => UpdateCustomFieldPayload, { description: 'Changes a field.' })
  updateCustomField(
    @Arg('input', () => UpdateCustomFieldInput, { description: 'What changes.' })
    input: UpdateCustomFieldInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateCustomFieldPayload> {
    return answerField(context, () => context.features.leads.updateCustomField(context.reach, input));
  }

  @Mutation(() => ArchiveCustomFieldPayload, {
    description: 'Puts a field away: its values stay, filters still know it, and it takes no new values.',
  })
  archiveCustomField(
    @Arg('input', () => ArchiveCustomFieldInput, { description: 'Which field.' })
    input: ArchiveCustomFieldInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ArchiveCustomFieldPayload> {
    return answerField(context, () => context.features.leads.archiveCustomField(context.reach, input));
  }
}
