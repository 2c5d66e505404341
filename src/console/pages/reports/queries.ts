import { graphql } from '../../generated/index.ts';

graphql(`
  fragment ReportTable on CallReport {
    rows {
      start
      groups { dimension value label }
      fieldGroups { field { id } value label }
      values { metric value }
    }
    totals { metric value }
    timeZone
    currency
    truncated
  }
`);

export const reportQuery = graphql(`
  query Report(
    $filter: CallFilter
    $groupBy: [CallReportDimension!]!
    $groupByFields: [ID!]!
    $metrics: [CallReportMetric!]!
    $attribution: AttributionModel
    $timeZone: String
  ) {
    callReport(
      filter: $filter
      groupBy: $groupBy
      groupByFields: $groupByFields
      metrics: $metrics
      attribution: $attribution
      timeZone: $timeZone
    ) {
      ...ReportTable
    }
  }
`);

export const seriesQuery = graphql(`
  query Series(
    $filter: CallFilter
    $groupBy: [CallReportDimension!]!
    $groupByFields: [ID!]!
    $metrics: [CallReportMetric!]!
    $attribution: AttributionModel
    $interval: ReportInterval!
    $timeZone: String
  ) {
    callReport(
      filter: $filter
      groupBy: $groupBy
      groupByFields: $groupByFields
      metrics: $metrics
      attribution: $attribution
      interval: $interval
      timeZone: $timeZone
    ) {
      ...ReportTable
    }
  }
`);

export const reportCompaniesQuery = graphql(`
  query ReportCompanies {
    companies(first: 100) { nodes { id name timeZone currency } }
  }
`);
