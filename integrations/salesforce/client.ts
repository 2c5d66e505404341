import { Connection } from 'jsforce';
import { Reconnect } from '../kit/errors.ts';
import type { Access, AccessToken } from '../kit/integration.ts';
import { translate } from './errors.ts';
import type { SalesforceSettings } from './settings.ts';
import { createTransport } from './transport.ts';

/** Named because jsforce would take 50.0, which knows no collections by external id. */
const apiVersion = '67.0';

const instanceOf = (token: AccessToken): string => {
  const address = token.extra['instance_url'];
  if (!address) throw new Reconnect('Salesforce did not say where the organisation lives: connect it again.');
  return address;
};

export interface SalesforceClient {
  readonly settings: SalesforceSettings;
  /** Calls jsforce. Fails only with RetryLater, Reconnect, Rejected (its cause is jsforce's error) or NoAnswer. */
  readonly call: <Result>(use: (connection: Connection) => PromiseLike<Result>) => Promise<Result>;
  /** The page of a record. */
  readonly pageOf: (object: string, id: string) => Promise<string>;
}

/** A client for one attempt: it signs in when first used and renews its session at most once. */
export const createClient = (access: Access<SalesforceSettings>): SalesforceClient => {
  let renewed = false;
  // jsforce turns what `refreshFn` reports into a plain Error.
  let refusal: unknown;

  const renew = async (connection: Connection): Promise<string> => {
    // Without this jsforce renews again and again as long as 401 comes back.
    if (renewed) throw new Reconnect('Salesforce refuses a session it has just renewed: connect it again.');
    renewed = true;
    const token = await access.renewToken();
    connection.instanceUrl = instanceOf(token);
    return token.value;
  };

  const open = async (): Promise<Connection> => {
    const token = await access.token();
    const connection = new Connection({
      instanceUrl: instanceOf(token),
      accessToken: token.value,
      version: apiVersion,
      refreshFn: (_, done) =>
        void renew(connection).then(
          (value) => done(null, value),
          (error: Error) => {
            refusal = error;
            done(error);
          },
        ),
    });
    connection._transport.httpRequest = createTransport(connection, access.exchange, access.signal);
    return connection;
  };

  let opening: Promise<Connection> | undefined;
  const opened = (): Promise<Connection> => {
    opening ??= open();
    return opening;
  };

  return {
    settings: access.settings,
    call: async (use) => {
      try {
        return await use(await opened());
      } catch (error) {
        throw refusal ?? translate(error, access.settings.keyField);
      }
    },
    pageOf: async (object, id) => `${(await opened()).instanceUrl}/lightning/r/${object}/${id}/view`,
  };
};
