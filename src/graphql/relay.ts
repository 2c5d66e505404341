import './reflect.ts';
import { ArgsType, type ClassType, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { parseId } from '../ids.ts';
import type { Page } from '../paging.ts';
import { nounWords } from './noun-words.ts';

/** The prefix of an id is its noun, and nouns are named like their types; the catalogue's have names for ids. */
export const typeOfNode = ({ id }: { readonly id: string }): string =>
  parseId(id)?.noun ?? (id.includes('.') ? 'IntegrationAction' : 'Integration');

@InterfaceType({
  description: 'Anything with an id. The id says what it is, so `node(id)` finds everything.',
  resolveType: typeOfNode,
})
export abstract class Node {
  @Field(() => ID, {
    description: 'Unique among everything, and says what it is of: `call_01k9…`.',
    simple: true,
  })
  readonly id!: string;
}

@ObjectType({ description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'More follows after this page.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'More lies before this page.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first entry; null on an empty page.' })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last entry; null on an empty page.' })
  readonly endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many from the start: 0 to 200, 50 unless given.' })
  readonly first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  readonly after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, instead of `first`: 0 to 200.' })
  readonly last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  readonly before?: string | null;
}

/** A page as GraphQL shows it. Cursors are made when read, the count is made when called. */
export interface Connection<Item> {
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[];
  readonly nodes: readonly Item[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => number | Promise<number>;
}

/** The connection of a type: `connectionOf('Call', () => Call)` makes CallConnection and CallEdge. */
export const connectionOf = <Item extends object>(noun: string, item: () => ClassType<Item>) => {
  const { one, withArticle, many } = nounWords(noun);
  const edge = `${withArticle.charAt(0).toUpperCase()}${withArticle.slice(1)} and its place in the list.`;

  @ObjectType(`${noun}Edge`, { description: edge, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Opaque; for `after` and `before`.' })
    readonly cursor!: string;

    @Field(() => item(), { description: `The ${one}.` })
    readonly node!: Item;
  }

  @ObjectType(`${noun}Connection`, { description: `A page of a list of ${many}.`, simpleResolvers: true })
  class NounConnection {
    @Field(() => [Edge], { description: 'The entries with their cursors.' })
    readonly edges!: readonly Edge[];

    @Field(() => [item()], { description: 'The entries.' })
    readonly nodes!: readonly Item[];

    @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Entries in the whole list. Counted only when asked for.' })
    totalCount(): number | Promise<number> {
      throw new Error('Every connection brings its own count.');
    }
  }
  return NounConnection;
};

const edgeOf = <Row, Item>(page: Page<Row>, row: Row, node: Item) => ({
  node,
  get cursor() {
    return page.cursorOf(row);
  },
});

/** A page of rows as a connection of what `show` makes of each. */
export const connect = <Row, Item>(page: Page<Row>, show: (row: Row) => Item): Connection<Item> => {
  const nodes = page.rows.map(show);
  let edges: Connection<Item>['edges'] | undefined;
  const cursorAt = (index: number): string | null => {
    const row = page.rows.at(index);
    return row === undefined ? null : page.cursorOf(row);
  };
  return {
    nodes,
    get edges() {
      // biome-ignore lint/style/noNonNullAssertion: both arrays have the same length
      edges ??= page.rows.map((row, index) => edgeOf(page, row, nodes[index]!));
      return edges;
    },
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      get startCursor() {
        return cursorAt(0);
      },
      get endCursor() {
        return cursorAt(-1);
      },
    },
    totalCount: page.totalCount,
  };
};
