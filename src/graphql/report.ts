import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { parseCallFilter } from '../filter/call-filter.ts';
import { idIn } from '../input.ts';
import type { FieldFunction } from '../reports/custom-columns.ts';
import { dimensionCalled } from '../reports/dimensions.ts';
import type { Interval } from '../reports/intervals.ts';
import type { AttributionModel as Model } from '../reports/touches.ts';
import type { CustomField as FieldRow } from '../setup/setup.ts';
import { CallReportDimension, CallReportMetric } from './call-enums.ts';
import { CallFilterInput } from './call-filter.ts';
import type { GraphqlContext } from './context.ts';
import { CustomField } from './custom-field.ts';
import { AttributionModel, CustomFieldFunction, ReportInterval } from './enums.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'The group of a row in one dimension.', simpleResolvers: true })
class CallReportGroup {
  @Field(() => CallReportDimension, { description: 'The dimension.' })
  readonly dimension!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The value: ids of trackers, companies, agents and tags, `true` or `false` for yes or no; null when missing.',
  })
  readonly value!: string | null;

  @Field(() => String, { description: 'The value as a person reads it.' })
  readonly label!: string;
}

@ObjectType({ description: 'What was counted.', simpleResolvers: true })
class CallReportValue {
  @Field(() => CallReportMetric, { description: 'What was counted.' })
  readonly metric!: string;

  @Field(() => Float, { description: 'The number; 0 where there is nothing to divide by.' })
  readonly value!: number;
}

@ObjectType({ description: "The group of a row by one of the account's own fields.", simpleResolvers: true })
class CallReportFieldGroup {
  readonly field!: FieldRow;

  @Field(() => String, { nullable: true, description: 'The value as text; null when missing.' })
  readonly value!: string | null;

  @Field(() => String, { description: 'The value as a person reads it.' })
  readonly label!: string;
}

@ObjectType({ description: "A number of the account's own, over some calls.", simpleResolvers: true })
class CallReportFieldValue {
  readonly field!: FieldRow;

  @Field(() => CustomFieldFunction, { description: 'What was done with the numbers.' })
  readonly function!: FieldFunction;

  @Field(() => Float, { description: 'The result; 0 where no call has a number.' })
  readonly value!: number;
}

@InputType({ description: "A number of the account's own to add up or to average." })
class FieldMetricInput {
  @Field(() => ID, { description: 'The custom field, of the kind NUMBER.' })
  readonly fieldId!: string;

  @Field(() => CustomFieldFunction, { description: 'What to do with the numbers.' })
  readonly function!: FieldFunction;
}

@ObjectType({ description: 'One group of calls, in one interval when there is one.', simpleResolvers: true })
class CallReportRow {
  @Field(() => DateTime, { nullable: true, description: 'Start of the interval; null without one.' })
  readonly start!: string | null;

  @Field(() => [CallReportGroup], { description: 'The groups, in the order of `groupBy`.' })
  readonly groups!: readonly CallReportGroup[];

  @Field(() => [CallReportValue], { description: 'The numbers, in the order of `metrics`.' })
  readonly values!: readonly CallReportValue[];

  @Field(() => [CallReportFieldGroup], { description: 'The groups in the order of `groupByFields`.' })
  readonly fieldGroups!: readonly CallReportFieldGroup[];

  @Field(() => [CallReportFieldValue], { description: 'The numbers in the order of `fieldMetrics`.' })
  readonly fieldValues!: readonly CallReportFieldValue[];
}

@ObjectType({ description: 'Calls, counted.', simpleResolvers: true })
class CallReport {
  @Field(() => [CallReportRow], { description: 'Oldest interval first, then the largest group first.' })
  readonly rows!: readonly CallReportRow[];

  @Field(() => [CallReportValue], {
    description: 'The same numbers over every call of the report, each counted once.',
  })
  readonly totals!: readonly CallReportValue[];

  @Field(() => [CallReportFieldValue], { description: 'The same for the `fieldMetrics`.' })
  readonly fieldTotals!: readonly CallReportFieldValue[];

  @Field(() => String, { description: 'The IANA zone of its days and hours.' })
  readonly timeZone!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 4217: the currency of every value. Null when it was not asked for or no call has one.',
  })
  readonly currency!: string | null;

  @Field(() => Boolean, { description: 'There were more than 5,000 rows, and the rest is left out.' })
  readonly truncated!: boolean;
}

/** Rows hold fields as they are stored. */
const shownField = async (field: FieldRow, { nouns }: GraphqlContext): Promise<CustomField> =>
  (await nouns()).customField(field.id);

@Resolver(() => CallReportFieldGroup)
export class CallReportFieldGroupResolver {
  @FieldResolver(() => CustomField, { description: 'The field.' })
  field(@Root() { field }: CallReportFieldGroup, @Ctx() context: GraphqlContext): Promise<CustomField> {
    return shownField(field, context);
  }
}

@Resolver(() => CallReportFieldValue)
export class CallReportFieldValueResolver {
  @FieldResolver(() => CustomField, { description: 'The field.' })
  field(@Root() { field }: CallReportFieldValue, @Ctx() context: GraphqlContext): Promise<CustomField> {
    return shownField(field, context);
  }
}

@Resolver(() => CallReport)
export class CallReportResolver {
  @Query(() => CallReport, {
    description:
      'Counts calls by group and time, test calls only where the filter asks for them. Days are days of `timeZone`.',
  })
  callReport(
    @Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which calls.' }) filter:
      | object
      | null,
    @Arg('groupBy', () => [CallReportDimension], {
      description: 'Groups, up to 4 with those by fields; none counts everything.',
    })
    groupBy: string[],
    @Arg('metrics', () => [CallReportMetric], {
      description: 'What to count; at least one, or one of `fieldMetrics`.',
    })
    metrics: string[],
    @Arg('groupByFields', () => [ID], {
      nullable: true,
      description: 'Custom fields to group by, behind `groupBy`. Rows show them as `fieldGroups`.',
    })
    groupByFields: string[] | null | undefined,
    @Arg('fieldMetrics', () => [FieldMetricInput], {
      nullable: true,
      description: "The account's own numbers, up to 20. Rows show them as `fieldValues`.",
    })
    fieldMetrics: FieldMetricInput[] | null | undefined,
    @Arg('attribution', () => AttributionModel, {
      nullable: true,
      description:
        'Shares each call between the visits and calls that led to it in the 90 days before. Unless given, each call counts where it was credited.',
    })
    attribution: Model | null | undefined,
    @Arg('interval', () => ReportInterval, {
      nullable: true,
      description: 'Split by time; no split unless given.',
    })
    interval: Interval | null | undefined,
    @Arg('timeZone', () => String, {
      nullable: true,
      description:
        'IANA zone. Unless given: the zone of the companies asked for when they share one, else UTC.',
    })
    timeZone: string | null | undefined,
    @Ctx() { reach, features }: GraphqlContext,
  ): Promise<CallReport> {
    return features.callReport(reach, {
      filter: parseCallFilter(filter),
      groupBy: groupBy.map(dimensionCalled),
      groupByFields: (groupByFields ?? []).map((id, at) => idIn('CustomField', id, `groupByFields[${at}]`)),
      metrics,
      fieldMetrics: (fieldMetrics ?? []).map((metric, at) => ({
        ...metric,
        fieldId: idIn('CustomField', metric.fieldId, `fieldMetrics[${at}].fieldId`),
      })),
      attribution: attribution ?? null,
      interval: interval ?? null,
      timeZone: timeZone ?? null,
    });
  }
}
