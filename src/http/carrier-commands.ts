import type { CarrierCommand } from '../../integrations/kit/carrier.ts';
import { type ExchangeRecord, recordingExchange, VendorError } from '../../integrations/kit/exchange.ts';

/** ms for all commands of one answer. The caller hears silence meanwhile. */
const patienceMs = 8_000;
/** Characters of a refusal that are kept for the log. */
const longestRefusal = 2_000;

const send = async (root: string, command: CarrierCommand, signal: AbortSignal) => {
  const response = await fetch(`${root}${command.path}`, {
    method: command.method,
    headers: { 'content-type': 'application/json', ...command.headers },
    body: JSON.stringify(command.body),
    redirect: 'error',
    signal,
  });
  const body = (await response.text()).slice(0, longestRefusal);
  if (!response.ok) throw new VendorError(response.status, body);
  return { status: response.status, body };
};

/** What went wrong, and every request until then, redacted. */
export interface CommandFailure {
  readonly error: unknown;
  readonly exchanges: readonly ExchangeRecord[];
}

/**
 * Sends commands to the carrier's API below `root`, in order; the first that fails ends it. Null when all
 * succeeded. They carry their own keys, so all of them may be sent again.
 */
export const sendCommands = async (
  root: string,
  commands: readonly CarrierCommand[],
): Promise<CommandFailure | null> => {
  const exchanges: ExchangeRecord[] = [];
  const exchange = recordingExchange(exchanges);
  const signal = AbortSignal.timeout(patienceMs);
  try {
    for (const command of commands) {
      const { method, path, body } = command;
      await exchange({ method, path, body }, () => send(root, command, signal));
    }
    return null;
  } catch (error) {
    return { error, exchanges };
  }
};
