import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type CallFieldName,
  callFieldNames,
  callFields,
  inCapitals,
  type StoredFieldName,
} from '../call-fields/call-fields.ts';
import type { FillType, Unit } from '../call-fields/field.ts';
import { customKinds } from '../filter/custom-fields.ts';
import { type Field as FilterField, fields as filterFields } from '../filter/fields.ts';
import { type Metric, metrics, metricsOf } from '../reports/metrics.ts';
import type { CustomField as FieldRow } from '../setup/setup.ts';
import { ownTemplateField } from '../template/fields.ts';
import {
  CallFieldGroupEnum,
  CallFieldKindEnum,
  CallFieldUnit,
  CallReportDimension,
  CallReportMetric,
  type ShownGroup,
  type ShownKind,
} from './call-enums.ts';
import type { GraphqlContext } from './context.ts';
import { CustomField } from './custom-field.ts';
import { TemplateFieldType } from './enums.ts';
import type { Nouns } from './nouns.ts';

@ObjectType({ description: 'A word that a field of calls may hold.', simpleResolvers: true })
class CallFieldWord {
  @Field(() => String, { description: 'As filters and answers have it: `MISSED`.' })
  readonly value!: string;

  @Field(() => String, { description: 'What people call it: `Missed`.' })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: "What it means; null for the account's own choices." })
  readonly description!: string | null;
}

@ObjectType({
  description:
    'A field of calls: what it is called and means, and what can be done with it. Pickers of filters, templates and reports are made of these.',
  simpleResolvers: true,
})
class CallField {
  @Field(() => String, {
    description:
      "Its one name: in `CallFilter`, in templates (`{{callerNumber}}`) and, in capitals, as a report's dimension. The account's own are `customFields.job_type` and `callerCustomFields.vip`.",
  })
  readonly name!: string;

  @Field(() => String, { description: 'What people call it.' })
  readonly label!: string;

  @Field(() => CallFieldGroupEnum, { description: 'Where a picker puts it.' })
  readonly group!: ShownGroup;

  @Field(() => CallFieldKindEnum, { description: 'What its values are.' })
  readonly kind!: ShownKind;

  @Field(() => String, { description: 'What it means, with its unit.' })
  readonly description!: string;

  @Field(() => CallFieldUnit, {
    nullable: true,
    description: 'What its numbers count; null for other kinds.',
  })
  readonly unit!: Unit | null;

  @Field(() => String, { description: 'A value as templates fill it in.' })
  readonly example!: string;

  @Field(() => Boolean, { description: 'A call may lack it, so that filters can ask whether it is known.' })
  readonly optional!: boolean;

  @Field(() => [CallFieldWord], { description: 'CHOICE: the words there are.' })
  readonly words!: readonly CallFieldWord[];

  @Field(() => String, {
    nullable: true,
    description: 'ID and TAGS: whose ids, as the type is called: `Agent`.',
  })
  readonly type!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The input a filter compares it by: `TextComparison`; null when filters do not know it. Conditions on the account's own fields also name the field's key.",
  })
  readonly comparison!: string | null;

  @Field(() => [String], { description: 'The operators of that input: `eq`, `contains`. Empty without one.' })
  readonly operators!: readonly string[];

  @Field(() => TemplateFieldType, {
    nullable: true,
    description: 'What it reads as in a template; null when templates do not know it.',
  })
  readonly templateType!: FillType | null;

  @Field(() => CallReportDimension, {
    nullable: true,
    description:
      "What a report's `groupBy` calls it; null when it is no group. The account's own go into `groupByFields`.",
  })
  readonly dimension!: string | null;

  @Field(() => Boolean, {
    description:
      'A call may have several values of it: a report counts the call once for each, and its totals once in all.',
  })
  readonly multiple!: boolean;

  @Field(() => Boolean, {
    description: 'Reports with `attribution` tell it of each touch; any other field is that of the call.',
  })
  readonly ofTouch!: boolean;

  @Field(() => [CallReportMetric], { description: 'What a report counts of it.' })
  readonly metrics!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Where it stands on `Call`, as `tracker.name`: what lists show and exports write. Null where `Call` does not have it.',
  })
  readonly path!: string | null;

  @Field(() => CustomField, { nullable: true, description: "The account's own field that this is." })
  readonly customField!: CustomField | null;
}

@ObjectType({ description: 'Something a report counts.', simpleResolvers: true })
class CallMetric {
  @Field(() => CallReportMetric, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'What people call it.' })
  readonly label!: string;

  @Field(() => String, { description: 'What it means, with its unit.' })
  readonly description!: string;

  @Field(() => CallFieldUnit, { description: 'What its number counts.' })
  readonly unit!: Unit;

  @Field(() => Boolean, {
    description: 'Numbers of groups add up to the number of all, unless calls are counted in several groups.',
  })
  readonly additive!: boolean;

  @Field(() => Boolean, { description: 'It can be shared between touches: asked for with `attribution`.' })
  readonly shareable!: boolean;
}

const isFilter = (name: CallFieldName): name is StoredFieldName => callFields[name].column !== null;

/** The same for every account, so made once. */
const ofEveryCall: readonly CallField[] = callFieldNames.map((name) => {
  const field = callFields[name];
  const compared: FilterField | null = isFilter(name) ? filterFields[name] : null;
  const { label, group, kind, unit, example, optional, noun, splits, ofTouch, path } = field;
  return {
    name,
    label,
    group,
    kind,
    description: field.meaning,
    unit,
    example,
    optional,
    words: Object.entries(field.words?.words ?? {}).map(([value, word]) => ({
      value,
      label: word[0],
      description: word[1],
    })),
    type: noun,
    comparison: compared?.type ?? null,
    operators: compared ? Object.keys(compared.comparison) : [],
    templateType: field.fill.type,
    dimension: splits ? inCapitals(name) : null,
    multiple: kind === 'TAGS',
    ofTouch,
    metrics: metricsOf(name),
    path,
    customField: null,
  };
});

const ownKinds = {
  TEXT: { kind: 'TEXT', compared: 'text' },
  NUMBER: { kind: 'NUMBER', compared: 'number' },
  CHOICE: { kind: 'CHOICE', compared: 'choice' },
  DATE: { kind: 'DATE', compared: 'date' },
  CHECKBOX: { kind: 'BOOLEAN', compared: 'checkbox' },
} as const satisfies Record<FieldRow['kind'], { kind: ShownKind; compared: keyof typeof customKinds }>;

const ofAccount = (field: FieldRow, nouns: Nouns): CallField => {
  const { kind, compared } = ownKinds[field.kind];
  const { type: comparison, comparison: operators } = customKinds[compared];
  const { path, label, type, example } = ownTemplateField(field);
  const whose = field.subject === 'CALL' ? 'calls' : 'callers';
  return {
    name: path,
    label,
    group: field.subject === 'CALL' ? 'CALL_CUSTOM' : 'CALLER_CUSTOM',
    kind,
    description: `The account's own field “${field.name}” on ${whose}.`,
    unit: null,
    example,
    // A box that was never ticked is not ticked.
    optional: kind !== 'BOOLEAN',
    words: field.choices.map((value) => ({ value, label: value, description: null })),
    type: null,
    comparison,
    operators: Object.keys(operators),
    templateType: type,
    dimension: null,
    multiple: false,
    ofTouch: false,
    metrics: [],
    path: null,
    customField: nouns.customField(field.id),
  };
};

const shownMetrics: readonly CallMetric[] = [...metrics.values()].map(
  ({ name, label, meaning, unit, additive, shareable }: Metric) => ({
    name,
    label,
    description: meaning,
    unit,
    additive,
    shareable,
  }),
);

@Resolver()
export class CallFieldResolver {
  @Query(() => [CallField], {
    description:
      "Every field of calls, then the account's own that are in use: what filters, templates and reports can name.",
  })
  async callFields(@Ctx() { nouns }: GraphqlContext): Promise<readonly CallField[]> {
    const known = await nouns();
    const own = [...known.setup.customFields.values()].filter(({ archived }) => !archived);
    return [...ofEveryCall, ...own.map((field) => ofAccount(field, known))];
  }

  @Query(() => [CallMetric], { description: 'Everything a report can count.' })
  callMetrics(): readonly CallMetric[] {
    return shownMetrics;
  }
}
