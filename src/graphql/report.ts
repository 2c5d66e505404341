import { Arg, Ctx, Field, Float, ObjectType, Query, Resolver } from 'type-graphql';
import { parseCallFilter } from '../filter/call-filter.ts';
import type { Dimension, Metric } from '../reports/columns.ts';
import type { Interval } from '../reports/intervals.ts';
import { CallFilterInput } from './call-filter.ts';
import type { GraphqlContext } from './context.ts';
import { CallReportDimension, CallReportMetric, ReportInterval } from './enums.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'The group of a row in one dimension.', simpleResolvers: true })
class CallReportGroup {
  @Field(() => CallReportDimension, { description: 'The dimension.' })
  readonly dimension!: Dimension;

  @Field(() => String, {
    nullable: true,
    description: 'The value, ids for trackers and companies; null when missing.',
  })
  readonly value!: string | null;

  @Field(() => String, { description: 'The value as a person reads it.' })
  readonly label!: string;
}

@ObjectType({ description: 'What was counted.', simpleResolvers: true })
class CallReportValue {
  @Field(() => CallReportMetric, { description: 'What was counted.' })
  readonly metric!: Metric;

  @Field(() => Float, { description: 'The number; 0 where there is nothing to divide by.' })
  readonly value!: number;
}

@ObjectType({ description: 'One group of calls, in one interval when there is one.', simpleResolvers: true })
class CallReportRow {
  @Field(() => DateTime, { nullable: true, description: 'Start of the interval; null without one.' })
  readonly start!: string | null;

  @Field(() => [CallReportGroup], { description: 'The groups, in the order of `groupBy`.' })
  readonly groups!: readonly CallReportGroup[];

  @Field(() => [CallReportValue], { description: 'The numbers, in the order of `metrics`.' })
  readonly values!: readonly CallReportValue[];
}

@ObjectType({ description: 'Calls, counted.', simpleResolvers: true })
class CallReport {
  @Field(() => [CallReportRow], { description: 'Oldest interval first, then the largest group first.' })
  readonly rows!: readonly CallReportRow[];

  @Field(() => [CallReportValue], { description: 'The same numbers over every call of the report.' })
  readonly totals!: readonly CallReportValue[];

  @Field(() => String, { description: 'The IANA zone of its days and hours.' })
  readonly timeZone!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 4217: the currency of every VALUE. Null when it was not asked for or no call has one.',
  })
  readonly currency!: string | null;

  @Field(() => Boolean, { description: 'There were more than 5,000 rows, and the rest is left out.' })
  readonly truncated!: boolean;
}

@Resolver(() => CallReport)
export class CallReportResolver {
  @Query(() => CallReport, { description: 'Counts calls by group and time. Days are days of `timeZone`.' })
  callReport(
    @Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which calls.' }) filter:
      | object
      | null,
    @Arg('groupBy', () => [CallReportDimension], { description: 'Groups, up to 4; none counts everything.' })
    groupBy: Dimension[],
    @Arg('metrics', () => [CallReportMetric], { description: 'What to count; at least one.' })
    metrics: Metric[],
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
    @Ctx() { accountId, features }: GraphqlContext,
  ): Promise<CallReport> {
    return features.callReport(accountId, {
      filter: parseCallFilter(filter),
      groupBy,
      metrics,
      interval: interval ?? null,
      timeZone: timeZone ?? null,
    });
  }
}
