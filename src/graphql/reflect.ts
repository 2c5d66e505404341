/**
 * type-graphql insists on the metadata polyfill even when every field and argument names its type, as
 * they do here. Nothing is emitted to reflect on, so "nothing is known" is the whole of it.
 */
const reflect = Reflect as typeof Reflect & { getMetadata?: () => undefined };
reflect.getMetadata ??= () => undefined;
