import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { ViewerResolver } from './account.ts';
import { ActorResolver } from './actor-name.ts';
import { AgentResolver } from './agent.ts';
import { ApiKeyResolver } from './api-key.ts';
import { AuditEntryResolver } from './audit-entry.ts';
import { AutomationResolver } from './automation.ts';
import { AutomationOffersResolver } from './automation-offers.ts';
import { CallResolver } from './call.ts';
import { CallFieldResolver } from './call-field.ts';
import { CallLeadResolver } from './call-lead.ts';
import { AttributionResolver, EvidenceResolver } from './call-parts.ts';
import { CallerResolver } from './caller.ts';
import { CallsResolver } from './calls.ts';
import { CarrierEventResolver } from './carrier-event.ts';
import { ChangeResolver } from './change.ts';
import { CompanyResolver } from './company.ts';
import { CrmOutcomeResolver } from './crm-outcome.ts';
import { CustomFieldResolver } from './custom-field.ts';
import { DeliveryResolver } from './delivery.ts';
import { DeliveryCallResolver } from './delivery-call.ts';
import { DeliveryEligibilityResolver } from './delivery-eligibility.ts';
import { DryRunDifferenceResolver, DryRunResolver, DryRunSampleResolver } from './dry-run.ts';
import { guardRoots } from './guard.ts';
import { IntegrationResolver } from './integration.ts';
import { LinkedAccountResolver } from './linked-account.ts';
import { AlertLinkedAccountResolver, LinkedAccountHealthResolver } from './linked-account-health.ts';
import { NodeResolver } from './node.ts';
import { NoteResolver } from './note.ts';
import { PoolForecastResolver } from './pool-forecast.ts';
import { PoolUseResolver } from './pool-use.ts';
import { ReconciliationResolver } from './reconciliation.ts';
import { typeOfNode } from './relay.ts';
import { CallReportFieldGroupResolver, CallReportFieldValueResolver, CallReportResolver } from './report.ts';
import { ResolveAttributionResolver } from './resolve-attribution.ts';
import { RuleRunResolver } from './rule-run.ts';
import { RunResolver } from './run.ts';
import { ScoreCriterionResolver } from './score-criterion.ts';
import { SubscriptionResolver } from './subscriptions.ts';
import { TagResolver } from './tag.ts';
import { TagCallsResolver } from './tag-calls.ts';
import { TemplateResolver } from './template.ts';
import { CallTimerResolver } from './timer.ts';
import { TouchResolver } from './touch.ts';
import { TrackerResolver } from './tracker.ts';
import { TrackerMatchResolver } from './tracker-match.ts';
import { TrackerNumbersResolver, TrackingNumberResolver } from './tracking-number.ts';
import { TranscriptResolver } from './transcript.ts';
import { CallerVisitorResolver, VisitorSessionResolver } from './visitor-session.ts';
import { VisitorsResolver } from './visitors.ts';
import { WebSessionResolver } from './web-session.ts';

/** type-graphql asks for one although every subscription here brings its own source. */
const noPubSub: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Subscriptions read the change feed.');
  },
};

/** type-graphql makes the roots itself, without a word. */
const describeRoots = (schema: GraphQLSchema): void => {
  const [query, mutation, subscription] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ];
  if (query)
    query.description = 'What can be read. Every field needs the scope READ; some need more and say so.';
  if (mutation)
    mutation.description =
      'What can be changed. Every field needs the scopes READ and WRITE; some need more and say so. What is wrong with an input is in `userErrors`, and then nothing was changed.';
  if (subscription)
    subscription.description =
      'What can be followed as it happens, over `graphql-transport-ws`. Give the last `cursor` you saw as `after` to go on without a gap.';
};

export const buildSchema = (): GraphQLSchema => {
  const schema = buildSchemaSync({
    resolvers: [
      ActorResolver,
      AgentResolver,
      AlertLinkedAccountResolver,
      ApiKeyResolver,
      AttributionResolver,
      AuditEntryResolver,
      AutomationOffersResolver,
      AutomationResolver,
      CallFieldResolver,
      CallLeadResolver,
      CallResolver,
      CallTimerResolver,
      CallReportFieldGroupResolver,
      CallReportFieldValueResolver,
      CallReportResolver,
      CallerResolver,
      CallerVisitorResolver,
      CallsResolver,
      CarrierEventResolver,
      ChangeResolver,
      CompanyResolver,
      LinkedAccountHealthResolver,
      LinkedAccountResolver,
      CrmOutcomeResolver,
      CustomFieldResolver,
      DeliveryCallResolver,
      DeliveryEligibilityResolver,
      DeliveryResolver,
      DryRunDifferenceResolver,
      DryRunResolver,
      DryRunSampleResolver,
      EvidenceResolver,
      IntegrationResolver,
      NodeResolver,
      ReconciliationResolver,
      NoteResolver,
      RuleRunResolver,
      PoolForecastResolver,
      PoolUseResolver,
      ResolveAttributionResolver,
      RunResolver,
      ScoreCriterionResolver,
      SubscriptionResolver,
      TagCallsResolver,
      TagResolver,
      TemplateResolver,
      TouchResolver,
      TrackerNumbersResolver,
      TrackerMatchResolver,
      TrackerResolver,
      TrackingNumberResolver,
      TranscriptResolver,
      ViewerResolver,
      VisitorSessionResolver,
      VisitorsResolver,
      WebSessionResolver,
    ],
    // Features check their own input and name the field; a second set of rules would drift from theirs.
    validate: false,
    pubSub: noPubSub,
  });
  const node = schema.getType('Node');
  // type-graphql makes it answer with a promise, which compiled operations take for the type itself.
  if (isInterfaceType(node)) node.resolveType = typeOfNode;
  guardRoots(schema);
  describeRoots(schema);
  return schema;
};
