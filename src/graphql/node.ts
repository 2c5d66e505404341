import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Refusal } from '../errors.ts';
import { requireScope } from '../identity/scopes.ts';
import { type Noun, parseId } from '../ids.ts';
import type { GraphqlContext } from './context.ts';
import { Node } from './relay.ts';

type Find = (context: GraphqlContext, uuid: string) => Promise<Node | null>;

/** One for each id the API shows. A lease's goes to the page script only. */
const finders: Readonly<Record<Exclude<Noun, 'Lease'>, Find>> = {
  Account: async ({ reach, nouns }, id) => (id === reach.accountId ? (await nouns()).account : null),
  Agent: async ({ nouns }, id) => (await nouns()).agentOrNull(id),
  AuditEntry: ({ viewer, loaders }, id) => {
    requireScope(viewer, 'ADMIN');
    return loaders.auditEntry.load(id);
  },
  ApiKey: ({ loaders }, id) => loaders.apiKey.load(id),
  Automation: async ({ nouns }, id) => (await nouns()).automationOrNull(id),
  Call: ({ loaders }, id) => loaders.call.load(id),
  Caller: ({ loaders }, id) => loaders.caller.load(id),
  CarrierEvent: ({ loaders }, id) => loaders.carrierEvent.load(id),
  Change: ({ loaders }, id) => loaders.change.load(id),
  Company: async ({ nouns }, id) => (await nouns()).companyOrNull(id),
  LinkedAccount: async ({ nouns }, id) => (await nouns()).linkedAccountOrNull(id),
  CrmOutcome: ({ loaders }, id) => loaders.outcome.load(id),
  CustomField: async ({ nouns }, id) => (await nouns()).customFieldOrNull(id),
  Delivery: ({ loaders }, id) => loaders.delivery.load(id),
  Run: ({ loaders }, id) => loaders.run.load(id),
  Note: ({ loaders }, id) => loaders.note.load(id),
  ScoreCriterion: async ({ nouns }, id) => (await nouns()).scoreCriterionOrNull(id),
  Tag: async ({ nouns }, id) => (await nouns()).tagOrNull(id),
  Tracker: async ({ nouns }, id) => (await nouns()).trackerOrNull(id),
  TrackingNumber: async ({ nouns }, id) => (await nouns()).numberOrNull(id),
  Visitor: ({ loaders }, id) => loaders.visitor.load(id),
  WebSession: ({ loaders }, id) => loaders.session.load(id),
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null when there is no such thing in this account.',
  })
  async node(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<Node | null> {
    const parsed = parseId(id);
    const entry = parsed ? null : context.features.catalogue.node(id);
    if (entry) return entry;
    if (!parsed) throw new Refusal('INVALID', 'This is not an id. Ids look like call_01k9….', 'id');
    return parsed.noun === 'Lease' ? null : finders[parsed.noun](context, parsed.uuid);
  }
}
