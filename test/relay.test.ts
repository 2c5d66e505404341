import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const compiler = fileURLToPath(import.meta.resolve('relay-compiler/cli.js'));
const schema = join(import.meta.dirname, '../schema/schema.graphql');

/** What a frontend on Relay asks of the API, a file a component. */
const documents = {
  CallRow: `fragment CallRow_call on Call @refetchable(queryName: "CallRowRefetchQuery") {
    startedAt status callerName tags { id name } value { amount currency }
    deliveries { id state linkedAccount { id label integration { id name } } action { id title } }
  }`,
  CallList: `fragment CallList_query on Query
      @refetchable(queryName: "CallListPaginationQuery")
      @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }, filter: { type: "CallFilter" }) {
    calls(first: $first, after: $after, filter: $filter) @connection(key: "CallList_calls", filters: ["filter"]) {
      __id totalCount edges { node { id ...CallRow_call } }
    }
  }`,
  CallPage: `query CallPageQuery($id: ID!, $filter: CallFilter) {
    node(id: $id) { __typename ... on Call { ...CallRow_call @alias } ... on Integration { name actions { id title } } }
    ...CallList_query @arguments(filter: $filter)
  }`,
  VendorCard: `fragment VendorCard_linkedAccount on LinkedAccount @refetchable(queryName: "VendorCardRefetchQuery") {
    label state integration { id name } health { state reason }
  }`,
  VendorList: `query VendorListQuery($first: Int, $after: String) {
    linkedAccounts(first: $first, after: $after) @connection(key: "VendorList_linkedAccounts") {
      edges { node { id ...VendorCard_linkedAccount } }
    }
  }`,
  AuditList: `query AuditListQuery($last: Int, $before: String) {
    auditEntries(last: $last, before: $before) @connection(key: "AuditList_auditEntries") {
      edges { node { id kind detail } }
    }
  }`,
  VisitFacts: `fragment VisitFacts_session on WebSession @refetchable(queryName: "VisitFactsRefetchQuery") {
    landingPage adClicks { name clickId at }
  }`,
  NewTag: `mutation NewTagMutation($input: CreateTagInput!, $connections: [ID!]!) {
    createTag(input: $input) {
      tag @appendNode(connections: $connections, edgeTypeName: "TagEdge") { id name }
      userErrors { code message field }
    }
  }`,
  DropTag: `mutation DropTagMutation($input: DeleteTagInput!, $connections: [ID!]!) {
    deleteTag(input: $input) {
      deletedId @deleteEdge(connections: $connections) @deleteRecord
      userErrors { code message field }
    }
  }`,
  Feed: `subscription FeedSubscription($after: String) {
    changes(after: $after) { id cursor kind text call { id ...CallRow_call } delivery { id state reason } }
  }`,
};

/** Compiles documents as a frontend's build does: what it wrote, and what it said when it refused. */
const compile = async (asked: Readonly<Record<string, string>>) => {
  const root = await mkdtemp(join(tmpdir(), 'ringpath-relay-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'src/artifacts'), { recursive: true });
  const config = { src: './src', schema, language: 'typescript', artifactDirectory: './src/artifacts' };
  await writeFile(join(root, 'relay.config.json'), JSON.stringify(config));
  for (const [name, text] of Object.entries(asked))
    await writeFile(
      join(root, `src/${name}.ts`),
      `import { graphql } from 'react-relay';\nexport default graphql\`${text}\`;\n`,
    );
  const said = await promisify(execFile)(process.execPath, [compiler, 'relay.config.json'], {
    cwd: root,
  }).then(
    () => null,
    (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
  );
  return { said, written: (await readdir(join(root, 'src/artifacts'))).sort() };
};

describe('the schema under the Relay compiler', () => {
  it('serves pages, refetching, edges that come and go, and subscriptions', async () => {
    const { said, written } = await compile(documents);
    expect(said).toBeNull();
    expect(written).toEqual(
      expect.arrayContaining([
        'AuditListQuery.graphql.ts',
        'CallListPaginationQuery.graphql.ts',
        'CallRowRefetchQuery.graphql.ts',
        'DropTagMutation.graphql.ts',
        'FeedSubscription.graphql.ts',
        'VendorCardRefetchQuery.graphql.ts',
      ]),
    );
  });

  it.each([
    ['a field there is not', 'query WrongQuery { viewer { nobody } }', 'nobody'],
    [
      'a page of what is no connection',
      'query WrongQuery { integrations @connection(key: "Wrong_integrations") { id } }',
      '@connection',
    ],
    [
      'refetching what no id leads to',
      'fragment Wrong_click on AdClick @refetchable(queryName: "WrongRefetchQuery") { clickId }',
      '@refetchable',
    ],
  ])('refuses %s', async (_, text, word) => {
    const { said, written } = await compile({ ...documents, Wrong: text });
    expect(said).toContain(word);
    expect(written).toEqual([]);
  });
});
