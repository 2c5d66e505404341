import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { ViewerResolver } from './account.ts';
import { ApiKeyResolver } from './api-key.ts';
import { AuditEntryResolver } from './audit-entry.ts';
import { AutomationResolver, AutomationVersionResolver } from './automation.ts';
import { CallResolver } from './call.ts';
import { AttributionResolver, EvidenceResolver } from './call-parts.ts';
import { CallerResolver } from './caller.ts';
import { CallsResolver } from './calls.ts';
import { CarrierEventResolver } from './carrier-event.ts';
import { ChangeResolver } from './change.ts';
import { CompanyResolver } from './company.ts';
import { ConnectionResolver } from './connection.ts';
import { DeliveryResolver } from './delivery.ts';
import { DeliveryCallResolver } from './delivery-call.ts';
import { guardRoots } from './guard.ts';
import { IntegrationResolver } from './integration.ts';
import { NodeResolver } from './node.ts';
import { typeOfNode } from './relay.ts';
import { CallReportResolver } from './report.ts';
import { RunResolver } from './run.ts';
import { SubscriptionResolver } from './subscriptions.ts';
import { TagResolver } from './tag.ts';
import { TrackerResolver } from './tracker.ts';
import { TrackerNumbersResolver, TrackingNumberResolver } from './tracking-number.ts';

/** type-graphql asks for one although every subscription here brings its own source. */
const noPubSub: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Subscriptions read the change feed.');
  },
};

export const buildSchema = (): GraphQLSchema => {
  const schema = buildSchemaSync({
    resolvers: [
      ApiKeyResolver,
      AttributionResolver,
      AuditEntryResolver,
      AutomationResolver,
      AutomationVersionResolver,
      CallResolver,
      CallReportResolver,
      CallerResolver,
      CallsResolver,
      CarrierEventResolver,
      ChangeResolver,
      CompanyResolver,
      ConnectionResolver,
      DeliveryCallResolver,
      DeliveryResolver,
      EvidenceResolver,
      IntegrationResolver,
      NodeResolver,
      RunResolver,
      SubscriptionResolver,
      TagResolver,
      TrackerNumbersResolver,
      TrackerResolver,
      TrackingNumberResolver,
      ViewerResolver,
    ],
    // Features check their own input and name the field; a second set of rules would drift from theirs.
    validate: false,
    pubSub: noPubSub,
  });
  const node = schema.getType('Node');
  // type-graphql makes it answer with a promise, which compiled operations take for the type itself.
  if (isInterfaceType(node)) node.resolveType = typeOfNode;
  guardRoots(schema);
  return schema;
};
