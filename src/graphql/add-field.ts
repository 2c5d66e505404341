import { type ClassType, Field } from 'type-graphql';

interface Said {
  readonly description: string;
  readonly nullable: boolean;
  /** Its name in GraphQL, where that differs. */
  readonly name?: string;
}

/** Adds a field to a class: what `@Field` does, for names that a registry knows. */
export const addField = (target: ClassType, name: string, type: () => object, said: Said): void =>
  Field(type as () => ClassType, said)(target.prototype, name);
